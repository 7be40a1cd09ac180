"""Layers of a packed network over a whole sequence: integers forward, surrogate gradients backward.

Forward is `Numbers.md` to the bit, for a batch at once; sums of weights and events are exact in
floating point, everything else is int64. Backward takes the trajectory of the integers as that of
the real-valued neuron, in units of its threshold, and is that of `backward.py` with the parameters
of the neurons held fixed.
"""

import numpy as np
import torch
from katydid_reference.fixed_point import MAXIMUM_STATE
from katydid_reference.model import Comparison, Layer
from torch import Tensor, nn

from .backward import SURROGATE_HEIGHT, SURROGATE_SLOPE


class IntegerParameters(nn.Module):
    """Parameters of a packed layer, int64 [neurons], and what gradients need of them as float32."""

    def __init__(self, layer: Layer):
        super().__init__()
        self.steps_to_units = 2**layer.fraction_bits
        # Rounding and bias of one tick: the bias goes through the shift as it is.
        self._keep("rounding", 2**30 + (layer.bias << 31))
        self._keep("leak", layer.leak)
        self._keep("real_leak", layer.leak / 2.0**31)

    def _keep(self, name: str, values: np.ndarray) -> None:
        tensor = torch.from_numpy(np.array(values))
        self.register_buffer(name, tensor.float() if tensor.is_floating_point() else tensor)


class AdaptiveParameters(IntegerParameters):
    """Those of a layer of adLIF neurons that reset to a value."""

    def __init__(self, layer: Layer):
        super().__init__(layer)
        # For integers v >= T is v > T - 1.
        is_strict = layer.comparison == Comparison.GREATER
        self._keep("threshold", layer.threshold - (not is_strict))
        self._keep("reset", layer.reset)
        self._keep("adaptation_leak", layer.adaptation_leak)
        self._keep("jump", layer.adaptation_jump)
        self._keep("coupling", layer.coupling_mantissa)
        self._keep("coupling_shift", layer.coupling_shift)
        self._keep("coupling_rounding", 1 << (layer.coupling_shift - 1))
        self.settles = not layer.bias.any()
        self.residue = self.steps_to_units // 4
        self._keep("per_threshold", 1 / layer.threshold)
        self._keep("real_adaptation_leak", layer.adaptation_leak / 2.0**31)
        self._keep("real_coupling", layer.coupling_mantissa * 0.5**layer.coupling_shift)
        self._keep("real_jump", layer.adaptation_jump / layer.threshold)


class ReadoutParameters(IntegerParameters):
    """Those of a readout of leaky integrators."""

    def __init__(self, layer: Layer):
        super().__init__(layer)
        self._keep("unit", layer.unit)


class QuantisedAdLIF(torch.autograd.Function):
    """Spikes [ticks, batch, neurons] of synaptic sums in weight steps, of the same shape.

    `recurrent` [targets, sources] holds whole weight steps, or is None; `is_quiet` [ticks, batch]
    says where no event arrives from outside. The sums must be exact in the type of `drive`.
    """

    @staticmethod
    def forward(
        ctx, drive: Tensor, recurrent: Tensor | None, is_quiet: Tensor, layer: AdaptiveParameters
    ) -> Tensor:
        ticks, batch, neurons = drive.shape
        u = torch.empty_like(drive)
        # Row t + 1 is after tick t.
        s = drive.new_zeros(ticks + 1, batch, neurons)
        v, updated, w, term = (layer.leak.new_zeros(batch, neurons) for _ in range(4))
        weights = None if recurrent is None else recurrent.t() * layer.steps_to_units
        quiet = [row.nonzero().squeeze(1) for row in is_quiet] if layer.settles else None
        for t in range(ticks):
            current = drive[t] * layer.steps_to_units
            term.copy_(current if weights is None else current.addmm_(s[t], weights))
            torch.addcmul(layer.rounding, v, layer.leak, out=updated).bitwise_right_shift_(31)
            updated.add_(term).sub_(w).clamp_(-MAXIMUM_STATE, MAXIMUM_STATE)
            torch.mul(updated, layer.per_threshold, out=u[t])
            fires = updated > layer.threshold
            s[t + 1].copy_(fires)
            updated = torch.where(fires, layer.reset, updated)

            alone = None
            if quiet is not None and len(quiet[t]) > 0:
                alone = _left_alone(quiet[t], s, t, recurrent is not None)
                w_before = w[alone]
            w.mul_(layer.adaptation_leak).add_(2**30).bitwise_right_shift_(31)
            torch.addcmul(layer.coupling_rounding, updated, layer.coupling, out=term)
            w.add_(term.bitwise_right_shift_(layer.coupling_shift))
            w.add_(torch.mul(fires, layer.jump, out=term)).clamp_(-MAXIMUM_STATE, MAXIMUM_STATE)
            if alone is not None and len(alone) > 0:
                is_changed = ((updated[alone] != v[alone]) | (w[alone] != w_before)).any(1)
                largest = torch.maximum(updated[alone].abs(), w[alone].abs()).amax(1)
                settled = alone[is_changed & (largest <= layer.residue)]
                updated[settled] = 0
                w[settled] = 0
            v, updated = updated, v
        ctx.layer = layer
        ctx.save_for_backward(u, s, recurrent)
        return s[1:]

    @staticmethod
    def backward(ctx, given: Tensor) -> tuple[Tensor | None, ...]:
        u, s, recurrent = ctx.saved_tensors
        layer: AdaptiveParameters = ctx.layer
        ticks, batch, neurons = u.shape
        gain = layer.steps_to_units * layer.per_threshold
        d_drive = torch.empty_like(u)
        dv, dw, du, ds, scratch = (u.new_zeros(batch, neurons) for _ in range(5))
        for t in reversed(range(ticks)):
            dv.addcmul_(dw, layer.real_coupling)
            torch.addcmul(given[t], dw, layer.real_jump, out=ds)
            if recurrent is not None and t + 1 < ticks:
                ds.addmm_(d_drive[t + 1], recurrent)
            torch.sub(u[t], 1, out=scratch).abs_().mul_(-SURROGATE_SLOPE).exp_()
            torch.mul(ds, scratch, out=du).mul_(SURROGATE_HEIGHT)
            # No gradient goes through the reset.
            du.add_(dv).sub_(torch.mul(dv, s[t + 1], out=scratch))
            torch.mul(du, gain, out=d_drive[t])
            torch.mul(du, layer.real_leak, out=dv)
            dw.mul_(layer.real_adaptation_leak).sub_(du)
        d_recurrent = None
        if recurrent is not None:
            d_recurrent = d_drive.flatten(0, 1).t() @ s[:ticks].flatten(0, 1)
        return d_drive, d_recurrent, None, None


def _left_alone(quiet: Tensor, s: Tensor, t: int, is_recurrent: bool) -> Tensor:
    """Those of the scenes `quiet` in which nothing fired in tick `t`, and no event came back."""
    spikes = s[t + 1, quiet].any(1)
    if is_recurrent:
        spikes |= s[t, quiet].any(1)
    return quiet[~spikes]


class QuantisedReadout(torch.autograd.Function):
    """Real potentials [ticks, batch, classes] of synaptic sums in weight steps, as many."""

    @staticmethod
    def forward(ctx, drive: Tensor, layer: ReadoutParameters) -> Tensor:
        potentials = torch.empty_like(drive)
        sums = (drive * layer.steps_to_units).long()
        v = torch.zeros_like(sums[0])
        for t in range(len(drive)):
            v = torch.addcmul(layer.rounding, v, layer.leak).bitwise_right_shift_(31)
            v.add_(sums[t]).clamp_(-MAXIMUM_STATE, MAXIMUM_STATE)
            torch.mul(v, layer.unit, out=potentials[t])
        ctx.layer = layer
        return potentials

    @staticmethod
    def backward(ctx, given: Tensor) -> tuple[Tensor, None]:
        layer: ReadoutParameters = ctx.layer
        d_drive = given * (layer.unit * layer.steps_to_units)
        for t in reversed(range(len(given) - 1)):
            d_drive[t].addcmul_(d_drive[t + 1], layer.real_leak)
        return d_drive, None
