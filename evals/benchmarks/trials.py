"""What is timed in a process of its own: ``python -m evals.benchmarks.trials NAME GIVEN...``.

The last line on standard output is a JSON object of figures. Nothing is imported before it is
needed, so that a process is as small as what it measures.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

Figures = dict[str, Any]

# Questions that are asked before the clock starts, and sentences that are searched for.
WARMING = 10
HITS = 12


def add_ours(home: str, documents: str) -> Figures:
    """Take documents in; return seconds, of all and by stage."""
    from evals.benchmarks.ours import build_home

    stages = Stages()
    start = time.perf_counter()
    problems = build_home(Path(home), [Path(documents)], stages.advance)
    stages.end()
    total = time.perf_counter() - start
    return {"total_s": total, "stages_s": stages.seconds, "problems": problems}


def add_stock(folder: str, documents: str) -> Figures:
    """Take the same documents into the stock pipeline; return seconds."""
    from evals.peers import stock

    start = time.perf_counter()
    store = stock.open_stock(Path(folder))
    opened = time.perf_counter()
    texts = stock.read_texts(Path(documents))
    adding = time.perf_counter()
    chunks = stock.add_texts(store, texts)
    end = time.perf_counter()
    stages = {"Loading the model": opened - start, "Embedding and storing": end - adding}
    return {"total_s": end - start, "stages_s": stages, "chunks": chunks}


def warm_ours(home: str, questions: str) -> Figures:
    """Search for many questions; return milliseconds a question."""
    from evals.benchmarks.ours import OurLibrary

    library = OurLibrary(Path(home))
    return timed(lambda question: library.search(question, HITS), questions)


def warm_stock(folder: str, questions: str) -> Figures:
    """Search the stock pipeline for the same questions."""
    from evals.peers import stock

    store = stock.open_stock(Path(folder))
    return timed(lambda question: stock.search(store, question), questions)


def serve(home: str, questions: str, started: str) -> Figures:
    """Answer a first question, then search for many.

    ``started`` is the reading of ``time.monotonic`` when the process was asked for.
    """
    from evals.benchmarks.ours import OurLibrary, first_answer

    first = json.loads(Path(questions).read_text(encoding="utf-8"))[0]
    library = OurLibrary(Path(home))
    first_answer(library, first)
    start = time.monotonic() - float(started)
    figures = timed(lambda question: library.search(question, HITS), questions)
    figures |= {"start_s": start, "rss_mb": memory_mb("VmRSS"), "peak_mb": memory_mb("VmHWM")}
    # After memory was read: the exact search loads all vectors.
    figures["recall_at_50"] = library.recall(json.loads(Path(questions).read_text("utf-8")), 50)
    return figures


class Stages:
    """Sums up how long each stage of an ingest takes, from its first word to the next's."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.stage, self.since = "", time.perf_counter()

    def advance(self, stage: str, done: int, total: int) -> None:
        """Note that a stage goes on or begins."""
        del done, total
        if stage != self.stage:
            self.end()
            self.stage = stage

    def end(self) -> None:
        """Note that the stage is over."""
        now = time.perf_counter()
        if self.stage:
            self.seconds[self.stage] = self.seconds.get(self.stage, 0.0) + now - self.since
        self.since = now


def timed(search: Callable[[str], object], questions: str) -> Figures:
    """Return the percentiles of the time that the questions of a JSON file take."""
    from evals.benchmarks.ranking import percentiles

    asked: Sequence[str] = json.loads(Path(questions).read_text(encoding="utf-8"))
    for question in asked[:WARMING]:
        search(question)
    times = []
    for question in asked:
        start = time.perf_counter()
        search(question)
        times.append(time.perf_counter() - start)
    p50, p95 = percentiles(times)
    return {"p50_ms": p50, "p95_ms": p95}


def memory_mb(name: str) -> float:
    """Return a figure of this process, in MB: VmRSS is its memory now, VmHWM its peak."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


TRIALS: dict[str, Callable[..., Figures]] = {
    each.__name__: each for each in (add_ours, add_stock, warm_ours, warm_stock, serve)
}


if __name__ == "__main__":
    print(json.dumps(TRIALS[sys.argv[1]](*sys.argv[2:])))  # noqa: T201
