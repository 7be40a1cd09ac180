"""Numbers and JSON objects of a file, checked: whoever wrote it is told what is wrong."""

import math
from dataclasses import fields
from typing import Any

LARGEST_U16 = 65_535


def whole(name: str, value: int, least: int, most: int) -> int:
    if isinstance(value, bool) or value != int(value) or not least <= value <= most:
        raise ValueError(f"{name} is {value}; it must be a whole number from {least} to {most}")
    return int(value)


def q10(name: str, value: float, least: int, most: int, unit: float = 1) -> int:
    """`value` of `unit` in Q10, to nearest, ties away from zero."""
    scaled = 1024 * float(value) / unit
    rounded = math.nan
    if math.isfinite(scaled):
        whole = math.floor(abs(scaled))
        rounded = math.copysign(whole + (abs(scaled) - whole >= 0.5), scaled)
    if not least <= rounded <= most:
        raise ValueError(
            f"{name} is {value:g}; it must be from {unit * least / 1024:g} to {unit * most / 1024:g}"
        )
    return int(rounded)


def members_of(value: Any, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{name}: must be an object")
    return dict(value)


def parsed(cls: type, members: dict[str, Any], prefix: str) -> Any:
    types = {field.name: field.type for field in fields(cls)}
    for name in members:
        if name not in types:
            raise ValueError(f"{prefix}{name}: is not a known key; there are: {', '.join(types)}")
    for name, type_ in types.items():
        if name not in members:
            raise ValueError(f"{prefix}{name}: is missing")
        value = members[name]
        if type_ is bool and not isinstance(value, bool):
            raise ValueError(f"{prefix}{name}: must be true or false")
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if type_ in (int, float) and not is_number:
            raise ValueError(f"{prefix}{name}: must be a number")
    return cls(**members)
