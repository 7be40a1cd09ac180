"""A layer of recurrent adLIF neurons over a whole sequence, forward and backward by hand.

One tick, as in `Numbers.md` (adLIF; `u` is the potential before the reset, `v` after it):

    u[t] = a v[t-1] + (1 - a) (current[t] + R s[t-1] - w[t-1])
    s[t] = 1 if u[t] > 1 else 0
    v[t] = 0 if s[t] else u[t]
    w[t] = b w[t-1] + (1 - b) (p v[t] + q s[t])

The gradient of a spike is the surrogate 0.4 exp(-2.5 |u - 1|); none flows through the reset.
Backpropagation through time, with `d` for the derivative of the loss after tick t:

    dv = a du[t+1] + (1 - b) p dw
    ds = given[t] + R' di[t+1] + (1 - b) q dw
    du = dv (1 - s) + ds surrogate(u),   di = (1 - a) du,   dw[t-1] = b dw - di

One loop over buffers that are made once is several times faster than autograd tick by tick.
"""

import torch
from torch import Tensor

THRESHOLD = 1.0
SURROGATE_HEIGHT = 0.4
SURROGATE_SLOPE = 2.5


class RecurrentAdLIF(torch.autograd.Function):
    """Spikes [ticks, batch, neurons] of input currents of the same shape."""

    @staticmethod
    def forward(
        ctx, current: Tensor, recurrent: Tensor, a: Tensor, b: Tensor, p: Tensor, q: Tensor
    ) -> Tensor:
        ticks, batch, neurons = current.shape
        u = torch.empty_like(current)
        # Row t + 1 is the state after tick t.
        s, v, w = (current.new_empty(ticks + 1, batch, neurons) for _ in range(3))
        for state in (s, v, w):
            state[0] = 0
        is_below = current.new_empty(batch, neurons)
        transposed = recurrent.t().contiguous()
        for t in range(ticks):
            torch.addmm(current[t], s[t], transposed, out=u[t])
            u[t].sub_(w[t]).mul_(1 - a).addcmul_(v[t], a)
            torch.gt(u[t], THRESHOLD, out=s[t + 1])
            torch.le(u[t], THRESHOLD, out=is_below)
            torch.mul(u[t], is_below, out=v[t + 1])
            torch.mul(w[t], b, out=w[t + 1])
            w[t + 1].addcmul_(v[t + 1], (1 - b) * p).addcmul_(s[t + 1], (1 - b) * q)
        ctx.save_for_backward(u, s, v, w, recurrent, a, b, p, q)
        return s[1:]

    @staticmethod
    def backward(ctx, given: Tensor) -> tuple[Tensor, ...]:
        u, s, v, w, recurrent, a, b, p, q = ctx.saved_tensors
        ticks, batch, neurons = u.shape
        di = torch.empty_like(u)
        dw, dv, from_recurrence = (u.new_zeros(batch, neurons) for _ in range(3))
        da, db, dp, dq = (u.new_zeros(batch, neurons) for _ in range(4))
        du, ds, scratch = (u.new_empty(batch, neurons) for _ in range(3))
        for t in reversed(range(ticks)):
            # Derivatives of w[t]; what multiplies 1 - b is (w[t-1] - w[t]) / (1 - b).
            dp.addcmul_(dw, v[t + 1])
            dq.addcmul_(dw, s[t + 1])
            db.addcmul_(dw, torch.sub(w[t], w[t + 1], out=scratch))

            dv.addcmul_(dw, (1 - b) * p)
            torch.add(given[t], from_recurrence, out=ds).addcmul_(dw, (1 - b) * q)
            torch.sub(u[t], THRESHOLD, out=scratch).abs_().mul_(-SURROGATE_SLOPE).exp_()
            torch.mul(ds, scratch, out=du).mul_(SURROGATE_HEIGHT)
            du.add_(dv).sub_(torch.mul(dv, s[t + 1], out=scratch))

            # Derivative of u[t]; what multiplies 1 - a is (u[t] - a v[t-1]) / (1 - a).
            da.addcmul_(du, torch.sub(v[t], u[t], out=scratch))
            torch.mul(du, 1 - a, out=di[t])
            if t > 0:
                torch.mm(di[t], recurrent, out=from_recurrence)
            torch.mul(du, a, out=dv)
            dw.mul_(b).sub_(di[t])
        d_recurrent = di[1:].reshape(-1, neurons).t() @ s[1:ticks].reshape(-1, neurons)
        return (
            di,
            d_recurrent,
            da.sum(0) / (1 - a),
            db.sum(0) / (1 - b),
            dp.sum(0) * (1 - b),
            dq.sum(0) * (1 - b),
        )
