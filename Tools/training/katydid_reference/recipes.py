"""What a test network is made of, before any number is drawn: sizes, kinds, rules and routes.

Every choice comes from a `numpy.random.RandomState`, whose stream numpy promises never to change
(unlike that of `default_rng`), so a seed gives the same network everywhere, for ever.
"""

from dataclasses import dataclass, field

from .model import INPUT, Comparison, Kind, Layout, Reset
from .window_recipes import draw_convolution, draw_pooling, draw_usual_convolution
from .windows import Shape

_SPIKING = (Kind.LIF, Kind.CUBA_LIF, Kind.ALIF, Kind.ADLIF, Kind.IF, Kind.RAISED_LIF)


@dataclass
class LayerRecipe:
    kind: Kind
    neurons: int
    reset_rule: Reset = Reset.TO_VALUE
    comparison: Comparison = Comparison.GREATER
    largest_count: int = 1
    has_refractory: bool = False
    holds_in_refractory: bool = False
    has_lower_bound: bool = False
    fraction_bits: int = 12
    """At most; fewer where the states would not fit."""


@dataclass
class Route:
    """A projection without its weights."""

    source: int
    target: int
    layout: Layout = Layout.DENSE
    density: float = 1.0
    """Share of the weights that are not zero."""
    shape: Shape | None = None
    """Of a convolution."""
    pooling: Shape | None = None
    longest_delay: int = 0
    """Ticks; 0 for a projection without delays."""


@dataclass
class Recipe:
    channels: int
    magnitude: int
    layers: list[LayerRecipe]
    routes: list[Route]
    input_density: float = 0.2
    """Share of the channels with an event, in a tick that is not silent."""
    is_bipolar: bool = False
    """Whether the input has negative values."""
    longest_time_constant_ticks: float = 20.0
    has_bias: bool = True
    is_extreme: bool = False
    """Whether some parameters lie at the ends of their ranges."""
    traits: set[str] = field(default_factory=set)
    """What makes the case worth having, for the summary."""


def chance(rng, probability):
    return rng.random_sample() < probability


def choose(rng, options):
    return options[rng.randint(len(options))]


def draw_recipe(rng):
    """A random recipe: sizes 1...70, now and then several hundred."""
    is_crowded = chance(rng, 0.07)
    recipe = Recipe(
        channels=_draw_size(rng, is_crowded and chance(rng, 0.6)),
        magnitude=choose(rng, (1, 1, 1, 7, 127, 32_767)),
        layers=[],
        routes=[],
        input_density=choose(rng, (0.02, 0.1, 0.2, 0.3, 0.5)),
        is_bipolar=chance(rng, 0.3),
        longest_time_constant_ticks=choose(rng, (2.0, 3.0, 5.0, 10.0, 30.0, 200.0)),
        has_bias=chance(rng, 0.4),
        is_extreme=chance(rng, 0.2),
    )
    if is_crowded:
        recipe.input_density = 0.8
        recipe.traits.add("crowded")
    if recipe.is_extreme:
        recipe.traits.add("extreme")
    for index in range(1 + rng.randint(4)):
        recipe.layers.append(_draw_layer(rng, is_crowded, is_first=index == 0))
    _draw_routes(rng, recipe)
    return recipe


def _draw_size(rng, is_large):
    if is_large or chance(rng, 0.03):
        return 257 + rng.randint(400)
    share = rng.random_sample()
    return 1 + int(70 * share * share)


def _draw_layer(rng, is_crowded, is_first):
    kind = choose(rng, _SPIKING if is_first else _SPIKING + (Kind.LI,) * 2)
    layer = LayerRecipe(kind, _draw_size(rng, is_crowded), fraction_bits=rng.randint(13))
    layer.has_lower_bound = chance(rng, 0.15)
    if kind == Kind.LI:
        layer.largest_count = 0
        return layer
    rules = (Reset.TO_VALUE, Reset.SUBTRACT)
    if kind == Kind.ALIF:
        rules += (Reset.SUBTRACT_ADAPTIVE,)
    layer.reset_rule = choose(rng, rules)
    layer.comparison = choose(rng, tuple(Comparison))
    layer.largest_count = choose(rng, (1, 1, 3, 255))
    layer.has_refractory = chance(rng, 0.35)
    layer.holds_in_refractory = layer.has_refractory and chance(rng, 0.4)
    return layer


def _draw_routes(rng, recipe):
    """A chain from the input through all spiking layers, then skips, loops and doubled routes."""
    last = INPUT
    for target, layer in enumerate(recipe.layers):
        if chance(rng, 0.2):
            _convolve(rng, recipe, last, target)
        elif chance(rng, 0.98):
            _add_route(rng, recipe, last, target)
        if layer.kind != Kind.LI:
            last = target
    sources = [s for s, layer in enumerate(recipe.layers) if layer.kind != Kind.LI]
    for target in range(len(recipe.layers)):
        if target > 0 and chance(rng, 0.25):
            _add_route(rng, recipe, INPUT, target)
        for source in sources:
            probability = 0.35 if source == target else 0.2
            if chance(rng, probability):
                _add_route(rng, recipe, source, target)
    for route in list(recipe.routes):
        if chance(rng, 0.1):
            _add_route(rng, recipe, route.source, route.target)
            recipe.traits.add("doubled route")


def _convolve(rng, recipe, source, target):
    """Makes `target`, which has no route yet, the output of a convolution, as the layers of image networks are."""
    route = _draw_stages(rng, recipe, source, target)
    route.shape = draw_usual_convolution(rng, _weight_sources(recipe, route))
    if route.shape:
        recipe.layers[target].neurons = route.shape.targets
        route.layout = Layout.CONVOLUTION
        recipe.traits.add("convolution")
    recipe.routes.append(route)


def _draw_stages(rng, recipe, source, target):
    """A route with or without delays and pooling, whose weights are open."""
    route = Route(source, target)
    if chance(rng, 0.2):
        route.longest_delay = choose(rng, (1, 3, 8, 40))
        recipe.traits.add("delays")
    if chance(rng, 0.15):
        route.pooling = draw_pooling(rng, _weight_sources(recipe, route))
        if route.pooling:
            recipe.traits.add("pooling")
    return route


def _weight_sources(recipe, route):
    if route.pooling:
        return route.pooling.targets
    return recipe.channels if route.source == INPUT else recipe.layers[route.source].neurons


def _add_route(rng, recipe, source, target):
    route = _draw_stages(rng, recipe, source, target)
    layout = choose(rng, tuple(Layout))
    if layout == Layout.CONVOLUTION:
        targets = recipe.layers[target].neurons
        route.shape = draw_convolution(rng, _weight_sources(recipe, route), targets)
        recipe.traits.add("convolution")
    densities = (0.05, 0.2, 0.5) if layout == Layout.SPARSE else (0.7, 1.0)
    density = 0.0 if chance(rng, 0.02) else choose(rng, densities)
    if layout == Layout.SPARSE and recipe.layers[target].neurons > 256 and chance(rng, 0.5):
        # So sparse that blocks end before they are full: an offset is a byte.
        density = 0.004
    route.layout, route.density = layout, density
    recipe.routes.append(route)
