"""Doc2Dial (https://arxiv.org/abs/2011.06623): conversations on documents of public offices.

Asked is each turn of a user that an agent's turn follows, with the turns before as its history.
The spans that the agent's turn refers to are what answers; a turn without any says that the
document does not answer.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from assistant import Turn
from evals.benchmarks.formats.base import (
    Asked,
    Beside,
    Collection,
    Format,
    Texts,
    each_alone,
    one_line,
)
from evals.benchmarks.formats.records import Record, json_record

SOURCE = "https://doc2dial.github.io"
DOCUMENTS, DIALOGUES = "doc2dial_doc.json", "doc2dial_dial_validation.json"


def load_doc2dial(path: Path) -> Collection:
    """Return the documents of a folder and the questions on them; raises ``BadBenchmark``."""
    texts = Texts()
    documents = json_record(path / DOCUMENTS, SOURCE).record("doc_data")
    known = {}
    for domain in map(documents.record, documents.values):
        for document in map(domain.record, domain.values):
            name = document.text("doc_id")
            known[name] = (document, texts.add(document.text("doc_text"), name))
    questions: list[Asked] = []
    for dialogue in dialogues(path / DIALOGUES):
        if (name := dialogue.text("doc_id")) not in known:
            raise dialogue.bad(f"the document {name!r} is not in {DOCUMENTS}.")
        questions += questions_of(dialogue, *known[name])
    return Collection(texts.all(), tuple(questions))


def dialogues(path: Path) -> Iterator[Record]:
    """Yield all dialogues, which are ordered by domain and document."""
    data = json_record(path, SOURCE).record("dial_data")
    for domain in map(data.record, data.values):
        for document in domain.values:
            yield from domain.records(document)


def questions_of(dialogue: Record, document: Record, context: str) -> Iterator[Asked]:
    """Yield the turns of a user that an agent answers."""
    turns = list(dialogue.records("turns"))
    for row, (turn, reply) in enumerate(pairwise(turns)):
        if (turn.text("role"), reply.text("role")) != ("user", "agent"):
            continue
        spans = [span_of(reference, document) for reference in reply.records("references")]
        yield Asked(
            id=f"{dialogue.text('dial_id')}_{turn.number('turn_id')}",
            text=one_line(turn.text("utterance")),
            article=document.text("doc_id"),
            contexts=(context,) if spans else (),
            evidence=tuple(spans),
            history=history_of(turns[:row]),
            given=(context,),
        )


def span_of(reference: Record, document: Record) -> str:
    """Return the text that a reference is to."""
    return document.record("spans").record(reference.text("sp_id")).text("text_sp").strip()


def history_of(turns: Sequence[Record]) -> tuple[Turn, ...]:
    """Return what users said, each with what agents said next."""
    history: list[Turn] = []
    for turn in turns:
        said = one_line(turn.text("utterance"))
        if turn.text("role") == "user":
            history.append(Turn(said, ""))
        elif history:
            history[-1] = Turn(history[-1].question, f"{history[-1].answer} {said}".strip())
    return tuple(history)


FORMAT = Format(
    summary="conversations on documents of public offices, a question in its history",
    path=f"the folder of {DOCUMENTS} and {DIALOGUES}",
    load=lambda path: {"validation": load_doc2dial(path)},
    directions=each_alone,
    retrieval=Beside(
        notes=(
            "Published for its successor MultiDoc2Dial, of passages, where ours are documents: "
            "DPR R@1 0.274, R@5 0.511, R@10 0.602 (D-struct-nq) and, trained on it, 0.375, 0.670, "
            "0.758 (D-struct-ft): not the same measure. https://github.com/IBM/multidoc2dial",
        )
    ),
    answers=Beside(
        notes=(
            "Published: BERT-base 56.29 F1 and BERT-large 62.98 F1 with the grounding span, the "
            "document given (compare --given): not the same measure. "
            "https://github.com/doc2dial/sharedtask-dialdoc2021",
        )
    ),
)
