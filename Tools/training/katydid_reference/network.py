"""The integer reference of one network at work: the executable form of `Numbers.md`.

What a network is stands in `model`. States are int64 [neurons] holding values of -M...M in the
neuron's own unit.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from .fixed_point import multiply, multiply_q31, saturate
from .model import INPUT, Comparison, Kind, Network, Reset


@dataclass(frozen=True)
class State:
    """State of one layer after a tick, each int64 [neurons], or None where the kind has none."""

    membrane: np.ndarray
    current: np.ndarray | None
    adaptation: np.ndarray | None
    refractory_counter: np.ndarray | None

    @staticmethod
    def zero(layer):
        """The state before the first tick."""

        def zeros(is_there):
            return np.zeros(layer.neurons, np.int64) if is_there else None

        return State(
            membrane=zeros(True),
            current=zeros(layer.kind == Kind.CUBA_LIF),
            adaptation=zeros(layer.kind in (Kind.ALIF, Kind.ADLIF, Kind.RAISED_LIF)),
            refractory_counter=zeros(layer.refractory_period is not None),
        )

    def arrays(self):
        """The arrays that are there, in the order of the fields."""
        fields = (self.membrane, self.current, self.adaptation, self.refractory_counter)
        return [array for array in fields if array is not None]

    def equals(self, other):
        return all(map(np.array_equal, self.arrays(), other.arrays()))


def tick(layer, state, synaptic_sum):
    """One tick of one layer but for its lower bound: leak and integrate, compare, reset, adapt.

    `synaptic_sum` [neurons] is the exact sum of all weighted sources, in weight steps. Returns the
    new state, the spike counts [neurons], and how many values `saturate` changed.
    """
    saturations = 0

    def limit(value):
        nonlocal saturations
        limited = saturate(value)
        saturations += int(np.count_nonzero(limited != value))
        return limited

    v, i, a, counter = state.membrane, state.current, state.adaptation, state.refractory_counter
    drive = (synaptic_sum << layer.fraction_bits) + layer.bias

    # Leak and integrate.
    match layer.kind:
        case Kind.LIF | Kind.ALIF | Kind.LI | Kind.RAISED_LIF:
            v = limit(multiply_q31(layer.leak, v) + drive)
        case Kind.CUBA_LIF:
            i = limit(multiply_q31(layer.current_leak, i) + drive)
            v = limit(multiply_q31(layer.leak, v) + i + layer.membrane_bias)
        case Kind.ADLIF:
            v = limit(multiply_q31(layer.leak, v) + drive - a)
        case Kind.IF:
            v = limit(v + drive)
    if layer.kind == Kind.LI:
        return State(v, i, a, counter), np.zeros_like(v), saturations
    if layer.holds_in_refractory:
        v = np.where(counter > 0, state.membrane, v)

    # Compare: with the adaptation of the previous tick.
    is_raised = layer.kind in (Kind.ALIF, Kind.RAISED_LIF)
    threshold = layer.threshold + a if is_raised else layer.threshold
    is_strict = layer.comparison == Comparison.GREATER
    fires = v > threshold if is_strict else v >= threshold
    if counter is not None:
        fires &= counter == 0
        counter = np.where(fires, layer.refractory_period, np.maximum(counter - 1, 0))
    n = fires.astype(np.int64)
    if layer.largest_count > 1:
        # The largest n with v > n T, or v >= n T.
        multiple = (v - 1 if is_strict else v) // np.maximum(threshold, 1)
        n = n * np.minimum(np.maximum(multiple, 1), layer.largest_count)

    # Reset; where n is 0 a subtraction changes nothing.
    match layer.reset_rule:
        case Reset.TO_VALUE:
            v = np.where(fires, layer.reset, v)
        case Reset.SUBTRACT:
            v = limit(v - n * layer.reset)
        case Reset.SUBTRACT_ADAPTIVE:
            v = limit(v - n * (layer.reset + a))

    # Adapt: adLIF to the potential after reset.
    match layer.kind:
        case Kind.ALIF:
            a = limit(multiply_q31(layer.adaptation_leak, a) + n * layer.adaptation_jump)
        case Kind.ADLIF:
            coupled = multiply(layer.coupling_mantissa, v, layer.coupling_shift)
            decayed = multiply_q31(layer.adaptation_leak, a)
            a = limit(decayed + coupled + n * layer.adaptation_jump)
        case Kind.RAISED_LIF:
            is_above = v > layer.threshold if is_strict else v >= layer.threshold
            a = np.where(is_above, layer.threshold, 0)
    return State(v, i, a, counter), n, saturations


def bounded(layer, state):
    """The state at the end of a tick: potentials below the lower bound are raised to it."""
    if layer.lower_bound is None:
        return state
    return replace(state, membrane=np.maximum(state.membrane, layer.lower_bound))


def settles(layer, state):
    """Whether an adLIF layer that is left alone in `state` is brought to zero: see "At rest" in `Numbers.md`."""
    if layer.kind != Kind.ADLIF or layer.bias.any():
        return False
    if state.refractory_counter is not None and state.refractory_counter.any():
        return False
    residue = 2**layer.fraction_bits // 4
    return all((np.abs(x) <= residue).all() for x in (state.membrane, state.adaptation))


@dataclass
class Counters:
    """Work and overload since the state was zero."""

    spikes: int = 0
    """Sum of all spike counts."""
    synaptic_events: int = 0
    """Synapses of every source that is not 0 in a tick, whatever its count."""
    layers_skipped: int = 0
    """Layers and ticks at rest."""
    saturations: int = 0
    """Values of a state that `saturate` changed."""
    clamped_inputs: int = 0


@dataclass
class Simulation:
    """Steps a network from the zero state, tick by tick."""

    network: Network
    states: list[State] = field(init=False)
    counts: list[np.ndarray] = field(init=False)
    """Spike counts of each layer in its latest tick, int64 [neurons]."""
    counters: Counters = field(default_factory=Counters)
    emitted: list[list[np.ndarray]] = field(init=False)
    """For each projection with delays the counts of its source, tick by tick."""

    def __post_init__(self):
        layers = self.network.layers
        self.states = [State.zero(layer) for layer in layers]
        self.counts = [np.zeros(layer.neurons, np.int64) for layer in layers]
        self.is_at_rest = [False] * len(layers)
        self.emitted = [[] for _ in self.network.projections]

    def step(self, inputs):
        """One tick for `inputs`, int64 [channels]; returns the counts of all layers."""
        magnitude = self.network.input_magnitude
        clamped = np.minimum(np.maximum(inputs, -magnitude), magnitude)
        self.counters.clamped_inputs += int(np.count_nonzero(clamped != inputs))
        for index in range(len(self.network.layers)):
            self._step_layer(index, clamped)
        return self.counts

    def _step_layer(self, index, inputs):
        layer, state = self.network.layers[index], self.states[index]
        synaptic_sum, has_event = self._collect(index, inputs)
        unbounded, self.counts[index], saturations = tick(layer, state, synaptic_sum)
        self.states[index] = bounded(layer, unbounded)

        is_quiet = not has_event and not self.counts[index].any()
        is_unchanged = is_quiet and unbounded.equals(state)
        if is_quiet and not is_unchanged and settles(layer, self.states[index]):
            self.states[index], is_unchanged = State.zero(layer), True
        if self.is_at_rest[index] and not has_event:
            # A runtime does not even look at the layer; computing it here proves that it need not.
            assert is_unchanged, f"layer {index} was at rest and changed without input"
            self.counters.layers_skipped += 1
            return
        self.is_at_rest[index] = is_unchanged
        self.counters.spikes += int(self.counts[index].sum())
        self.counters.saturations += saturations

    def _collect(self, target, inputs):
        """The synaptic sum [neurons] of layer `target`, and whether any event reached it.

        `counts` still holds the previous tick for the target and all later layers: so a
        feed-forward projection has no delay, and every cycle a delay of one tick.
        """
        synaptic_sum = np.zeros(self.network.layers[target].neurons, np.int64)
        has_event = False
        for index, projection in enumerate(self.network.projections):
            if projection.target != target:
                continue
            values = inputs if projection.source == INPUT else self.counts[projection.source]
            if projection.delay_ticks is not None:
                values = self._delay(index, values)
            active = values.nonzero()[0]
            if active.size:
                has_event = True
                synaptic_sum += values[active] @ projection.matrix[active]
                self.counters.synaptic_events += int(projection.fan_out[active].sum())
        return synaptic_sum, has_event

    def _delay(self, index, values):
        """What arrives in this tick, int64 [sources], where the sources emit `values`."""
        emitted = self.emitted[index]
        emitted.append(values.copy())
        arriving = np.zeros_like(values)
        for source, delay in enumerate(self.network.projections[index].delay_ticks):
            if delay < len(emitted):
                arriving[source] = emitted[-1 - delay][source]
        return arriving
