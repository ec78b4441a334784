"""What becomes of files, as they are and with their bytes mutated, behind the wall that reads them.

Mutating files that are well formed is the plain kind of fuzzing, which needs no model of a
format: Miller, Fredriksen and So 1990, "An empirical study of the reliability of UNIX utilities".
"""

import os
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import get_args

from evals.benchmarks.ours import READING_LIMITS, Advance, files_to_read, outcome_of
from evals.benchmarks.processes import children, peak_of_children_mb
from evals.benchmarks.ranking import percentiles
from evals.benchmarks.report import Report
from knowledge.types import FileOutcome

NO_OUTCOME = "no outcome"
MOST_MUTATIONS = 4
MOST_FLIPS = 32
NOTE = (
    "As many files are read at a time as there are cores; a time includes starting the process. "
    "The memory limit is on address space."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A file as it is, or, with a seed, a mutated copy of it."""

    source: Path
    seed: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a file, in seconds; ``outcome`` is of the closed list or ``NO_OUTCOME``."""

    name: str
    seed: str
    mutations: tuple[str, ...]
    outcome: str
    seconds: float
    note: str


def files(path: Path, mutations: int, seed: int, advance: Advance) -> Report:
    """Return what became of all files below a folder and of as many mutated copies.

    Raises ``BenchmarkFault`` or ``KnowledgeError`` when there is nothing to read.
    """
    cases = cases_of(files_to_read(path), mutations, seed)
    before = children()
    results = read_all(cases, advance)
    left = len(children() - before)
    return report_of(
        results,
        {"path": path.name, "mutations": mutations, "seed": seed, "limits": asdict(READING_LIMITS)},
        left,
        peak_of_children_mb(),
    )


def cases_of(sources: Sequence[Path], mutations: int, seed: int) -> list[Case]:
    """Return the files and their mutated copies, of each about as many."""
    small = [each for each in sources if each.stat().st_size <= READING_LIMITS.file_bytes]
    chosen = [small[number * len(small) // mutations] for number in range(mutations) if small]
    copies = [Case(source, f"{seed}/{number}") for number, source in enumerate(chosen)]
    return [*map(Case, sources), *copies]


def read_all(cases: Sequence[Case], advance: Advance) -> list[Result]:
    """Read all files, as many at a time as there are cores."""
    results = []
    with TemporaryDirectory() as folder, ThreadPoolExecutor(os.cpu_count()) as pool:
        waiting = [pool.submit(read_one, case, Path(folder)) for case in cases]
        try:
            for done, future in enumerate(waiting, start=1):
                results.append(future.result())
                advance("Reading", done, len(cases))
        finally:
            pool.shutdown(cancel_futures=True)
    return results


def read_one(case: Case, folder: Path) -> Result:
    """Read a file, or a mutated copy of it that is there for as long as this takes."""
    path, kinds = case.source, ()
    if case.seed:
        path = folder / f"{case.seed.replace('/', '-')}{case.source.suffix}"
        data, kinds = mutated(case.source.read_bytes(), Random(case.seed))
        path.write_bytes(data)
    start = time.perf_counter()
    outcome, note = watched(path)
    seconds = time.perf_counter() - start
    if case.seed:
        path.unlink()
    return Result(case.source.name, case.seed, kinds, outcome, seconds, note)
