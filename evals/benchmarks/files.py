"""What becomes of files, as they are and mutated, behind the wall where they are read."""

import os
import resource
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from evals.benchmarks.errors import BenchmarkFault
from evals.benchmarks.ours import READING_LIMITS, Advance, files_to_read
from evals.benchmarks.ranking import percentiles
from evals.benchmarks.reading import NO_OUTCOME, OUTCOMES, Result, cases_of, read_all
from evals.benchmarks.report import Report

LIMITS = {NO_OUTCOME: "0", "longest s": f"{READING_LIMITS.seconds:g}"}
PROCESSES = Path("/proc")


def files(path: Path, mutations: int, seed: int, advance: Advance) -> Report:
    """Return what became of all files below a folder, and of mutated copies of them.

    Raises ``BenchmarkFault`` or ``KnowledgeError`` when there is nothing to read.
    """
    cases = cases_of(files_to_read(path), mutations, seed)
    before = children()
    results = read_all(cases, advance)
    left = len(children() - before)
    limits = asdict(READING_LIMITS)
    return report_of(
        results,
        {"path": path.name, "mutations": mutations, "seed": seed, "limits": limits},
        {"processes left": left, "peak memory MB": peak_mb(resource.RUSAGE_CHILDREN)},
    )


def report_of(results: Sequence[Result], config: dict[str, Any], both: dict[str, float]) -> Report:
    """Return the table; ``both`` has the figures of files and copies together."""
    plain = group([each for each in results if not each.seed])
    copies = group([each for each in results if each.seed])
    memory = f"{READING_LIMITS.memory_bytes / 2**20:.0f}"
    return Report(
        name="files",
        config=config,
        head=("", "as they are", "mutated", "limit"),
        rows=(
            *(
                (name, shown(plain[name]), shown(copies[name]), LIMITS.get(name, ""))
                for name in plain
            ),
            ("processes left", shown(both["processes left"]), "(of both)", "0"),
            ("peak memory MB", shown(both["peak memory MB"]), "(of both)", memory),
        ),
        figures=[{"as they are": plain, "mutated": copies, **both}],
        details=[asdict(each) for each in results],
        notes=(
            f"Seed {config['seed']}; {os.cpu_count()} files at a time. A time has the start of a "
            "process in it; the limit of memory is on address space.",
            f"Peaks below the {peak_mb(resource.RUSAGE_SELF):.0f} MB of the benchmark itself "
            "cannot be seen.",
            *(
                f"{NO_OUTCOME}: {each.name} {each.seed} ({each.note})"
                for each in results
                if each.outcome == NO_OUTCOME
            ),
        ),
    )


def group(results: Sequence[Result]) -> dict[str, float]:
    """Return how many files there are, how many have each outcome, and their times."""
    counts = Counter(each.outcome for each in results)
    times = [each.seconds for each in results]
    return {
        "files": len(results),
        **{name: counts[name] for name in (*OUTCOMES, NO_OUTCOME)},
        "p95 s": percentiles(times)[1] / 1000,
        "longest s": max(times, default=0.0),
    }


def shown(figure: float) -> str:
    """Return a count as it is, and what is measured with two decimals."""
    return str(figure) if isinstance(figure, int) else f"{figure:.2f}"


def children() -> set[int]:
    """Return the processes that this one started and that are not gone.

    Raises ``BenchmarkFault`` where the system does not tell by ``/proc``.
    """
    if not (PROCESSES / "self" / "stat").is_file():
        raise BenchmarkFault("this benchmark counts processes in /proc: run it on Linux.")
    return {
        int(stat.parent.name)
        for stat in PROCESSES.glob("[0-9]*/stat")
        if parent(stat) == os.getpid()
    }


def parent(stat: Path) -> int:
    """Return the id of a process's parent, 0 when the process has just gone."""
    try:
        # The name before may have spaces and brackets in it: see proc_pid_stat(5).
        return int(stat.read_text(errors="replace").rpartition(")")[2].split()[1])
    except OSError:
        return 0


def peak_mb(whose: int) -> float:
    """Return the most memory that this process, or the largest it waited for, has had."""
    return resource.getrusage(whose).ru_maxrss / 1024
