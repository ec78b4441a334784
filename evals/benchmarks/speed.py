"""Time and memory beside the stock pipeline, each trial in a fresh process, turn by turn."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.benchmarks.errors import require
from evals.benchmarks.ours import EMBEDDING_AND_STORING, PREPARING, Advance
from evals.benchmarks.processes import Measured, measure, trial
from evals.benchmarks.report import Report
from evals.benchmarks.samples import Sample, load_sample

NOTE = "A note of two sentences comes first. With it the model is compiled before the clock starts."


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table: a figure of each round for ours and, where there is one, for stock."""

    name: str
    unit: str
    ours: tuple[float, ...]
    stock: tuple[float, ...] = ()
    target: float | None = None

    @property
    def ratio(self) -> float | None:
        """Ours by stock, of the medians; ``None`` without a stock figure."""
        if not self.stock:
            return None
        return statistics.median(self.ours) / statistics.median(self.stock)

    def cells(self) -> tuple[str, ...]:
        """Return the line as text."""
        ratio = self.ratio
        stock = shown(self.stock, self.unit) if self.stock else "-"
        met = "" if ratio is None or self.target is None else verdict(ratio, self.target)
        return (
            self.name,
            shown(self.ours, self.unit),
            stock,
            "-" if ratio is None else f"{ratio:.2f}",
            "-" if self.target is None else f"<= {self.target}{met}",
        )


def speed(path: Path, repeats: int, advance: Advance) -> Report:
    """Return the table of all figures; raises ``BenchmarkFault``."""
    require_stock()
    sample = load_sample(path)
    with TemporaryDirectory() as temporary:
        rounds = []
        for number in range(repeats):
            advance(f"Round {number + 1} of {repeats}", number, repeats)
            rounds.append(one_round(Path(temporary) / str(number), sample, number))
    lines = table_lines(rounds)
    return Report(
        name="speed",
        config={"repeats": repeats, "documents": len(sample.texts), "path": path.name},
        head=("", "ours", "stock", "ratio", "target"),
        rows=tuple(line.cells() for line in lines),
        figures=[
            {
                "name": line.name,
                "unit": line.unit,
                "ours": line.ours,
                "stock": line.stock,
                "ratio": line.ratio,
                "target": line.target,
            }
            for line in lines
        ],
        details=rounds_as_json(rounds),
        notes=(
            f"{len(sample.texts)} documents, {sample.characters:,} characters; "
            f"{len(sample.questions)} questions; the median of {repeats}.",
            f"Ours by stage: {stages_of(rounds)}.",
        ),
    )


def one_round(folder: Path, sample: Sample, number: int) -> dict[str, Measured]:
    """Run every trial once; who goes first changes from round to round."""
    files = written(folder, sample)
    home, store = folder / "home", folder / "stock"
    question = sample.questions[number % len(sample.questions)]
    pairs = [
        ("add_ours", "add_stock"),
        ("cold_ours", "cold_stock"),
        ("warm_ours", "warm_stock"),
    ]
    runs = {
        "add_ours": lambda: trial("add_ours", home, files["documents"]),
        "add_stock": lambda: trial("add_stock", store, files["documents"]),
        "cold_ours": lambda: measure(["-m", "assistant", question], home),
        "cold_stock": lambda: measure(["-m", "evals.peers.stock", "ask", str(store), question]),
        "warm_ours": lambda: trial("warm_ours", home, files["questions"]),
        "warm_stock": lambda: trial("warm_stock", store, files["questions"]),
    }
    found = {"first_ours": trial("add_ours", home, files["note"])}
    for pair in pairs:
        for name in pair if number % 2 == 0 else reversed(pair):
            found[name] = runs[name]()
    return found


def written(folder: Path, sample: Sample) -> dict[str, Path]:
    """Write documents, questions and the first note; return where they are."""
    found = {
        "documents": folder / "documents",
        "note": folder / "note",
        "questions": folder / "questions.json",
    }
    found["documents"].mkdir(parents=True)
    found["note"].mkdir()
    for name, text in sample.texts.items():
        (found["documents"] / f"{name}.txt").write_text(text + "\n", encoding="utf-8")
    (found["note"] / "note.txt").write_text(NOTE + "\n", encoding="utf-8")
    found["questions"].write_text(json.dumps(sample.questions), encoding="utf-8")
    return found


def table_lines(rounds: Sequence[dict[str, Measured]]) -> list[Line]:
    """Return all lines of the table."""

    def both(name: str, figure: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
        return tuple(value(each[f"{name}_ours"], figure) for each in rounds), tuple(
            value(each[f"{name}_stock"], figure) for each in rounds
        )

    first = [each["first_ours"] for each in rounds]
    return [
        Line("embedding and storing", "s", *both("add", "embedding"), 0.6),
        Line("taking the documents in, whole process", "s", *both("add", "wall_s")),
        Line("  peak memory", "MB", *both("add", "peak_mb"), 0.6),
        Line("a question, cold", "s", *both("cold", "wall_s"), 0.3),
        Line("  peak memory", "MB", *both("cold", "peak_mb"), 0.6),
        Line("a search, warm, p50", "ms", *both("warm", "p50_ms"), 1.0),
        Line("a search, warm, p95", "ms", *both("warm", "p95_ms"), 1.0),
        Line("  peak memory", "MB", *both("warm", "peak_mb"), 0.6),
        Line("compiling the model, once", "s", tuple(value(each, PREPARING) for each in first)),
        Line("  peak memory", "MB", tuple(each.peak_mb for each in first)),
    ]


def value(measured: Measured, name: str) -> float:
    """Return one figure of a trial."""
    if name in ("wall_s", "peak_mb"):
        return float(getattr(measured, name))
    figures = measured.figures()
    if name == "embedding":
        stages: dict[str, float] = figures["stages_s"]
        return sum(stages.get(stage, 0.0) for stage in (*EMBEDDING_AND_STORING, STOCK_STAGE))
    return float(figures.get(name, figures.get("stages_s", {}).get(name, 0.0)))


STOCK_STAGE = "Embedding and storing"


def stages_of(rounds: Sequence[dict[str, Measured]]) -> str:
    """Return the median seconds of each stage of our ingest."""
    stages = [each["add_ours"].figures()["stages_s"] for each in rounds]
    medians = {name: statistics.median(each[name] for each in stages) for name in stages[0]}
    return ", ".join(f"{name.lower()} {seconds:.2f} s" for name, seconds in medians.items())


def rounds_as_json(rounds: Sequence[dict[str, Measured]]) -> list[dict[str, Any]]:
    """Return every trial of every round."""
    return [
        {
            "round": number,
            "trial": name,
            "wall_s": each.wall_s,
            "peak_mb": each.peak_mb,
            **({} if name.startswith("cold") else each.figures()),
        }
        for number, found in enumerate(rounds)
        for name, each in found.items()
    ]


def shown(values: Sequence[float], unit: str) -> str:
    """Return the median with its unit.

    >>> shown([1.0, 3.0, 2.0], "s"), shown([512.4], "MB")
    ('2.00 s', '512 MB')
    """
    median = statistics.median(values)
    return f"{median:.0f} {unit}" if unit == "MB" else f"{median:.2f} {unit}"


def verdict(ratio: float, target: float) -> str:
    """Return whether a target is met, as the table says it."""
    return ", met" if ratio <= target else ", missed"


def require_stock() -> None:
    """Raise ``MissingExtra`` before anything is measured in vain."""
    require("langchain_chroma", "langchain_huggingface", "langchain_text_splitters")
