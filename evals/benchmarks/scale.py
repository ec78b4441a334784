"""How size, start, memory and search time grow with the number of sentences."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.benchmarks.ours import (
    Advance,
    build_home,
    known_contents,
    snapshot_bytes,
    write_library,
)
from evals.benchmarks.processes import trial
from evals.benchmarks.report import Report
from evals.benchmarks.synthetic import Model, model_of, questions_of, synthetic

CORPUS = Path(__file__).parents[2] / "knowledge" / "corpus"
QUESTIONS = 200
HEAD = (
    "sentences",
    "write s",
    "snapshot MB",
    "start s",
    "memory MB",
    "peak MB",
    "search p50 ms",
    "p95 ms",
    "recall@50",
)
TARGETS = "Targets at 100,000: start under 10 s, memory under 1,536 MB, search p50 under 30 ms."
DRAWN = (
    "Vectors are drawn around those of real sentences; only questions are embedded "
    "(--real embeds all)."
)
EMBEDDED = "Every passage is embedded."


@dataclass(frozen=True, slots=True)
class Size:
    """What a library of one size takes; memory is that of a process that has answered."""

    sentences: int
    write_s: float
    snapshot_mb: float
    start_s: float
    rss_mb: float
    peak_mb: float
    p50_ms: float
    p95_ms: float
    recall_at_50: float

    def cells(self) -> tuple[str, ...]:
        """Return the size as a line of the table."""
        return (
            f"{self.sentences:,}",
            f"{self.write_s:.1f}",
            f"{self.snapshot_mb:.0f}",
            f"{self.start_s:.1f}",
            f"{self.rss_mb:.0f}",
            f"{self.peak_mb:.0f}",
            f"{self.p50_ms:.1f}",
            f"{self.p95_ms:.1f}",
            f"{self.recall_at_50:.3f}",
        )


def scale(sizes: Sequence[int], *, real: bool, advance: Advance) -> Report:
    """Return what libraries of some sizes take, one line each."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build_home(folder / "real", [CORPUS], advance)
        model = model_of(known_contents(folder / "real"))
        found = [
            measured(folder / str(count), model, count, real=real, advance=advance)
            for count in sizes
        ]
    return Report(
        name="scale",
        config={"sentences": list(sizes), "real": real, "questions": QUESTIONS},
        head=HEAD,
        rows=tuple(size.cells() for size in found),
        figures=[asdict(size) for size in found],
        notes=(EMBEDDED if real else DRAWN, TARGETS),
    )


def measured(home: Path, model: Model, count: int, *, real: bool, advance: Advance) -> Size:
    """Write a library of one size and serve from it in a fresh process."""
    advance(f"{count:,} sentences", 0, 0)
    contents = synthetic(model, count)
    start = time.perf_counter()
    write_library(home, contents, advance, real=real)
    written = time.perf_counter() - start
    questions = home / "questions.json"
    questions.write_text(json.dumps(questions_of(contents, QUESTIONS)), encoding="utf-8")
    served = trial("serve", home, questions, time.monotonic())
    figures = served.figures()
    return Size(
        sentences=count,
        write_s=written,
        snapshot_mb=snapshot_bytes(home) / 1024 / 1024,
        start_s=figures["start_s"],
        rss_mb=figures["rss_mb"],
        peak_mb=figures["peak_mb"],
        p50_ms=figures["p50_ms"],
        p95_ms=figures["p95_ms"],
        recall_at_50=figures["recall_at_50"],
    )
