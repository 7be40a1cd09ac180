"""A training on its way, on the disk: what goes on from there ends with the same weights."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch
from torch import nn

from .deep_r import DeepRewiring


class CheckpointError(Exception):
    """The checkpoint does not belong to this run."""


def save_checkpoint(
    path: Path,
    recipe: Any,
    done: int,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    rewiring: DeepRewiring | None,
) -> None:
    """Whole or not at all. `recipe` is a dataclass, `done` how many epochs or steps there were."""
    unfinished = path.with_suffix(".unfinished")
    state = {
        "recipe": asdict(recipe),
        "done": done,
        "network": network.state_dict(),
        "optimiser": optimiser.state_dict(),
        "schedule": schedule.state_dict(),
        "rewiring": rewiring.state_dict() if rewiring else None,
    }
    torch.save(state, unfinished)
    os.replace(unfinished, path)


def load_checkpoint(
    path: Path,
    recipe: Any,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LRScheduler,
    rewiring: DeepRewiring | None,
) -> int:
    """Returns `done`. Raises `CheckpointError` if it is of another recipe."""
    device = next(network.parameters()).device
    state = torch.load(path, weights_only=True, map_location=device)
    if state["recipe"] != asdict(recipe):
        raise CheckpointError(f"{path} is of another recipe; train without --resume, or as it was")
    network.load_state_dict(state["network"])
    optimiser.load_state_dict(state["optimiser"])
    schedule.load_state_dict(state["schedule"])
    if rewiring:
        # Its random numbers are drawn on the processor, wherever the weights are.
        kept = state["rewiring"]
        rewiring.load_state_dict(kept | {"generator": kept["generator"].cpu()})
    return state["done"]
