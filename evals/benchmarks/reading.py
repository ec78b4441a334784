"""Files and mutated copies of them, read behind the wall, with what became of each."""

import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

from evals.benchmarks.mutations import mutated
from evals.benchmarks.ours import READING_LIMITS, Advance, outcome_of
from knowledge.types import FileOutcome

OUTCOMES: tuple[str, ...] = get_args(FileOutcome)
NO_OUTCOME = "no outcome"


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, or, with a ``seed``, of a mutated copy of it, in how many seconds."""

    name: str
    seed: str
    mutations: tuple[str, ...]
    outcome: str
    seconds: float
    note: str


def cases_of(sources: Sequence[Path], mutations: int, seed: int) -> list[tuple[Path, str]]:
    """Return the files, without a seed, and copies to mutate, of each file about as many."""
    fit = [each for each in sources if can_be_mutated(each)]
    chosen = [fit[number * len(fit) // mutations] for number in range(mutations) if fit]
    copies = [(path, f"{seed}-{number}") for number, path in enumerate(chosen)]
    return [*((path, "") for path in sources), *copies]


def can_be_mutated(path: Path) -> bool:
    """Whether a file can be opened and is one of a size that is read at all."""
    return os.access(path, os.R_OK) and path.stat().st_size <= READING_LIMITS.file_bytes


def read_all(cases: Sequence[tuple[Path, str]], advance: Advance) -> list[Result]:
    """Read all files, as many at a time as there are cores."""
    results = []
    with TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = [pool.submit(read_one, *case, Path(folder)) for case in cases]
        try:
            for done, future in enumerate(waiting, start=1):
                results.append(future.result())
                advance("Reading", done, len(cases))
        finally:
            pool.shutdown(cancel_futures=True)
    return results


def read_one(source: Path, seed: str, folder: Path) -> Result:
    """Read a file, or a mutated copy, which is there for no longer than that."""
    if not seed:
        return Result(source.name, seed, (), *timed(source))
    data, kinds = mutated(source.read_bytes(), seed)
    copy = folder / f"{seed}{source.suffix}"
    copy.write_bytes(data)
    try:
        return Result(source.name, seed, kinds, *timed(copy))
    finally:
        copy.unlink()


def timed(path: Path) -> tuple[str, float, str]:
    """Return what became of a file, in how many seconds, and why."""
    start = time.perf_counter()
    outcome: str
    try:
        outcome, note = outcome_of(path)
    except Exception as exc:  # noqa: BLE001 - whatever is no outcome is what is looked for
        outcome, note = NO_OUTCOME, f"{type(exc).__name__}: {exc}"
    known = outcome in OUTCOMES
    return outcome if known else NO_OUTCOME, time.perf_counter() - start, note
