"""FinanceBench (https://arxiv.org/abs/2311.11944): questions on annual reports, with the page.

The folder is that of its repository: ``data/financebench_open_source.jsonl`` and ``pdfs``. The
files count pages from 0, we from 1. Answers are worked out and seldom stand in a report, so what
is measured is whether the page that holds the evidence is found and quoted.
"""

from pathlib import Path

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import (
    Asked,
    Beside,
    Collection,
    Context,
    Format,
    each_alone,
    one_line,
    page_id,
)
from evals.benchmarks.formats.records import Record, json_lines

SOURCE = "https://github.com/patronus-ai/financebench"


def load_financebench(path: Path) -> Collection:
    """Return the questions and the documents that they ask of; raises ``BadBenchmark``.

    A question whose evidence has no page is left out.
    """
    lines = list(json_lines(path / "data" / "financebench_open_source.jsonl", SOURCE))
    questions = [asked for line in lines if (asked := question_of(line)).contexts]
    names = dict.fromkeys(name for asked in questions for name in asked.given)
    files = {name: path / "pdfs" / f"{name}.pdf" for name in names}
    if missing := [str(file) for file in files.values() if not file.is_file()]:
        raise BadBenchmark(
            f"{missing[0]}: is not there, nor are {len(missing) - 1} others; they are at {SOURCE}"
        )
    contexts = tuple(Context(name, name, "", file) for name, file in files.items())
    return Collection(contexts, tuple(questions), pages=True)


def question_of(line: Record) -> Asked:
    """Return a question with the pages that hold its evidence."""
    document = line.text("doc_name")
    pages = [
        (evidence.text("doc_name"), evidence.number("evidence_page_num") + 1)
        for evidence in line.records("evidence")
        if evidence.values.get("evidence_page_num") is not None
    ]
    return Asked(
        id=line.text("financebench_id"),
        text=one_line(line.text("question")),
        article=document,
        contexts=tuple(dict.fromkeys(page_id(*page) for page in pages)),
        given=tuple(dict.fromkeys([document, *(name for name, _ in pages)])),
    )


FORMAT = Format(
    summary="annual reports as PDF files: is the right page found",
    path="the folder of its repository, with data/ and pdfs/",
    load=lambda path: {"open source": load_financebench(path)},
    directions=each_alone,
    answers=Beside(
        notes=(
            "Published: GPT-4-Turbo with a retrieval system answered 81 % wrongly or not at all, "
            f"judged by people: not the same measure. {SOURCE}",
        )
    ),
)
