"""A run's folder: what was asked with what, every answer, every score, the totals and the log.

config.json      the command, settings, versions and machine
corpus.jsonl     the documents as they were read, a page a line
run.log
SYSTEM/answers.jsonl   what came of every question; scoring reads this and asks nothing
SYSTEM/rows.jsonl      every metric of every question
SYSTEM/totals.json
report.html, compared-with-*.html
"""

import json
import logging
import os
import platform
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from evals.asking import Asked
from evals.cases import Case
from evals.corpus import Corpus
from evals.errors import BadRun
from evals.scoring import Row, Summary, summary
from knowledge import Document, Page

RESULTS = Path(__file__).parent / "results"
OURS = "ours"
PACKAGES = ("chromadb", "langchain", "langchain-core", "onnxruntime", "sentence-transformers")
ASKED: TypeAdapter[Asked] = TypeAdapter(Asked)
SUMMARY: TypeAdapter[Summary] = TypeAdapter(Summary)


def new_folder(results: Path = RESULTS) -> Path:
    """Make a folder named by the time, and return it."""
    name = datetime.now(UTC).strftime("%Y-%m-%dT%H%M%SZ")
    for suffix in ("", *(f"-{number}" for number in range(2, 1000))):
        folder = results / f"{name}{suffix}"
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        return folder
    raise BadRun(f"{results}: no name is left for a run of {name}.")


def environment() -> dict[str, Any]:
    """Return what a figure may depend on: settings, versions and the machine."""
    return {
        "settings": {
            key: "(set)" if key.endswith(("TOKEN", "KEY")) else value
            for key, value in sorted(os.environ.items())
            if key.startswith("ASSISTANT_")
        },
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


@contextmanager
def logged(folder: Path) -> Iterator[None]:
    """Write what is logged meanwhile into the run's log."""
    handler = logging.FileHandler(folder / "run.log", encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root, evals = logging.getLogger(), logging.getLogger("evals")
    level = evals.level
    root.addHandler(handler)
    evals.setLevel(logging.INFO)
    try:
        yield
    finally:
        root.removeHandler(handler)
        evals.setLevel(level)
        handler.close()


def write_json(path: Path, found: Mapping[str, Any]) -> None:
    """Write an object as a file that people can read."""
    text = json.dumps(found, indent=2, ensure_ascii=False, default=str)
    path.write_text(text + "\n", encoding="utf-8")


def write_corpus(folder: Path, documents: Iterable[Document]) -> None:
    """Keep the documents as they were read, so that a run can be scored again."""
    with (folder / "corpus.jsonl").open("w", encoding="utf-8") as file:
        for document in documents:
            for page in document.pages:
                row = {"document": document.id, "title": document.title, **asdict(page)}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")


def read_corpus(folder: Path) -> Corpus:
    """Return the documents of a run; raises ``BadRun`` when the folder has none."""
    documents: dict[str, Document] = {}
    try:
        for line in (folder / "corpus.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            name = row["document"]
            known = documents.get(name)
            pages = known.pages if known else ()
            page = Page(row["number"], row["text"], row["label"])
            documents[name] = Document(
                id=name, title=row["title"], source=name, pages=(*pages, page)
            )
    except (OSError, ValueError, KeyError) as exc:
        raise BadRun(f"{folder}: is no folder of a run, or a broken one ({exc}).") from exc
    return Corpus(tuple(documents.values()), ())


def write_answers(folder: Path, asked: Iterable[Asked]) -> list[Asked]:
    """Write what came of each question as it comes; return all of it."""
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    with (folder / "answers.jsonl").open("wb") as file:
        for each in asked:
            found.append(each)
            file.write(ASKED.dump_json(each) + b"\n")
    return found


def read_answers(folder: Path) -> list[Asked]:
    """Return what came of each question; raises ``BadRun`` when the folder has no answers."""
    try:
        lines = (folder / "answers.jsonl").read_bytes().splitlines()
        return [ASKED.validate_json(line) for line in lines]
    except (OSError, ValidationError) as exc:
        raise BadRun(f"{folder}: has no answers that can be read ({exc}).") from exc


def write_scores(folder: Path, rows: Sequence[Row]) -> Summary:
    """Write every score and the totals; return the totals."""
    with (folder / "rows.jsonl").open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(score_row(row), ensure_ascii=False) + "\n")
    totals = summary(rows)
    (folder / "totals.json").write_bytes(SUMMARY.dump_json(totals, indent=2) + b"\n")
    return totals


def score_row(row: Row) -> dict[str, Any]:
    """Return a question and its scores as JSON; the answer is in ``answers.jsonl``."""
    case, asked = row.judged.case, row.judged.asked
    return {
        "id": case.id,
        "kind": case.kind,
        "language": case.language,
        "question": case.question,
        "outcome": asked.answer.outcome.value,
        "right": row.right,
        "score": asked.score,
        "milliseconds": asked.milliseconds,
        **row.scores,
    }


def system_folder(path: Path) -> Path:
    """Return the folder of a system's answers: the one given, or ours in a run's folder."""
    if (path / "answers.jsonl").is_file():
        return path
    if (path / OURS / "answers.jsonl").is_file():
        return path / OURS
    raise BadRun(f"{path}: is no folder of a run; its place is evals/results.")


def systems_of(folder: Path) -> list[str]:
    """Return the names of the systems of a run, ours first."""
    names = sorted(each.parent.name for each in folder.glob("*/answers.jsonl"))
    return sorted(names, key=lambda name: name != OURS)


def run_config(folder: Path) -> dict[str, Any]:
    """Return the configuration of a run; raises ``BadRun`` when there is none."""
    try:
        found: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise BadRun(f"{folder}: has no config.json that can be read ({exc}).") from exc
    return found


def cases_digest(cases: Sequence[Case]) -> str:
    """Return what tells one set of questions from another."""
    import hashlib

    text = json.dumps([asdict(case) for case in cases], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:12]
