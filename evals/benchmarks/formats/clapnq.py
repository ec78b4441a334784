"""ClapNQ (https://arxiv.org/abs/2404.02103): real questions whose answers take several sentences.

The folder is that of its repository. The questions of ``retrieval/dev`` are asked over the
passages of ``retrieval/passages.tsv``; what is right in a passage are the sentences that its
annotators selected (``annotated_data/dev``). Half of the questions have no passage that answers.
"""

import re
from pathlib import Path

from evals.benchmarks.formats.base import Asked, Collection, Format, Texts, each_alone, one_line
from evals.benchmarks.formats.records import json_lines, table_rows

SOURCE = "https://github.com/primeqa/clapnq"


def load_clapnq(path: Path) -> Collection:
    """Return the questions of the part "dev" and all passages; raises ``BadBenchmark``."""
    texts = Texts()
    ids = {
        row.text("id"): texts.add(row.text("text"), str(row.values.get("title") or ""))
        for row in table_rows(path / "retrieval" / "passages.tsv", ("id", "text"), SOURCE)
    }
    selected = selected_sentences(path / "annotated_data" / "dev" / "clapnq_dev_answerable.jsonl")
    questions = []
    for kind in ("answerable", "unanswerable"):
        file = path / "retrieval" / "dev" / f"question_dev_{kind}.tsv"
        for row in table_rows(file, ("id", "question", "doc-id-list"), SOURCE):
            named = re.findall(r"[\w-]+", row.text("doc-id-list"))
            if unknown := [name for name in named if name not in ids]:
                raise row.bad(f"the passage {unknown[0]} is not in passages.tsv.")
            if kind == "answerable" and not named:
                raise row.bad("'doc-id-list' names no passage.")
            right = tuple(dict.fromkeys(ids[name] for name in named))
            name, text = row.text("id"), one_line(row.text("question"))
            evidence = selected.get(name, ())
            questions.append(Asked(name, text, name, right, evidence=evidence, given=right))
    return Collection(texts.all(), tuple(questions))


def selected_sentences(path: Path) -> dict[str, tuple[str, ...]]:
    """Return the sentences that answer each question, of all who annotated it."""
    found = {}
    for line in json_lines(path, SOURCE):
        sentences = [
            # The published example ends each of them with this sign.
            sentence.rstrip("&").strip()
            for output in line.records("output")
            for sentence in output.texts("selected_sentences")
        ]
        found[str(line.values.get("id"))] = tuple(dict.fromkeys(filter(None, sentences)))
    return found


FORMAT = Format(
    summary="real questions of a search engine, half of them without an answer",
    path="the folder of its repository, with retrieval/ and annotated_data/",
    load=lambda path: {"dev": load_clapnq(path)},
    directions=each_alone,
)
