"""The same recipe from several seeds, side by side on the processors."""

import dataclasses
import json
import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .evaluate import Measurement
from .scene_store import SceneStore
from .train import DEVICE, Recipe, Training


class SeedFailed(Exception):
    """The process of a seed ended before its last epoch."""


@dataclass(frozen=True)
class SeedFigures:
    """Accuracies on the split dev in percent, by the mean readout in floating point."""

    seed: int
    dev_words: float
    dev_words_10_db: float


@dataclass(frozen=True)
class SeedRuns:
    """Trains the seeds and measures each; what is measured and trained on is the same for all."""

    recipe: Recipe
    store: SceneStore
    clean: Measurement
    noisy: Measurement
    folder: Path
    resumes: bool

    def checkpoint(self, seed: int) -> Path:
        return self.folder / f"seed-{seed}.pt"

    def train(self, seeds: Sequence[int]) -> list[SeedFigures]:
        """Raises `SeedFailed` if one does not come to its end."""
        if DEVICE == "cuda":
            # One after the other: each has the whole GPU, which no forked process could use.
            for seed in seeds:
                self._train_seed(seed, shows_progress=True)
            return [self._figures(seed) for seed in seeds]
        # Forked, so that the recordings are shared and not copied.
        context = multiprocessing.get_context("fork")
        shows_progress = len(seeds) == 1
        count = os.cpu_count() or 1
        for first in range(0, len(seeds), count):
            group = seeds[first : first + count]
            processes = [
                context.Process(target=self._train_seed, args=(seed, shows_progress))
                for seed in group
            ]
            for process in processes:
                process.start()
            for process in processes:
                process.join()
            if failed := [s for s, p in zip(group, processes, strict=True) if p.exitcode != 0]:
                raise SeedFailed(f"seed {failed[0]} failed; --resume goes on after its last epoch")
        return [self._figures(seed) for seed in seeds]

    def training(self, seed: int) -> Training:
        """As far as its checkpoint."""
        training = Training(dataclasses.replace(self.recipe, seed=seed), self.store)
        training.resume(self.checkpoint(seed))
        return training

    def _train_seed(self, seed: int, shows_progress: bool) -> None:
        training = Training(dataclasses.replace(self.recipe, seed=seed), self.store)
        if self.resumes and self.checkpoint(seed).exists():
            training.resume(self.checkpoint(seed))
        while training.epoch < self.recipe.epochs:
            start = time.monotonic()
            loss = training.train_epoch(shows_progress)
            training.save(self.checkpoint(seed))
            figures = self.clean.measure(training.network)
            left = (self.recipe.epochs - training.epoch) * (time.monotonic() - start)
            print(
                f"seed {seed}, epoch {training.epoch} of {self.recipe.epochs}: loss {loss:.3f}; "
                f"dev: {figures}; about {left / 60:.0f} min left",
                flush=True,
            )
        clean, noisy = (m.measure(training.network) for m in (self.clean, self.noisy))
        figures = SeedFigures(seed, clean.words, noisy.words)
        print(f"seed {seed}: dev {clean}; at 10 dB SNR: {noisy}", flush=True)
        self._figures_path(seed).write_text(json.dumps(asdict(figures)))

    def _figures_path(self, seed: int) -> Path:
        return self.folder / f"seed-{seed}.json"

    def _figures(self, seed: int) -> SeedFigures:
        return SeedFigures(**json.loads(self._figures_path(seed).read_text()))
