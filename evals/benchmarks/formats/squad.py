"""Questions on paragraphs in the format of SQuAD (https://arxiv.org/abs/1606.05250), also 2.0.

A question that its paragraph does not answer is kept as one to be declined.
"""

from pathlib import Path

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import (
    NONE_FOUND,
    Asked,
    Beside,
    Collection,
    Format,
    Texts,
    each_alone,
    one_line,
)
from evals.benchmarks.formats.records import Record, json_record

SOURCE = "https://rajpurkar.github.io/SQuAD-explorer/"


def load_squad(path: Path, source: str = SOURCE) -> Collection:
    """Return what a file in the format of SQuAD holds; raises ``BadBenchmark``.

    A context that occurs twice is one context.
    """
    texts = Texts()
    questions: dict[str, Asked] = {}
    for article in json_record(path, source).records("data"):
        title = str(article.values.get("title", ""))
        for paragraph in article.records("paragraphs"):
            context = texts.add(paragraph.text("context"), title)
            for found in paragraph.records("qas"):
                asked = question_of(found, context, title)
                if asked.id in questions:
                    raise found.bad(f"a second question has the id {asked.id}.")
                questions[asked.id] = asked
    if not any(asked.answerable for asked in questions.values()):
        raise BadBenchmark(f"{path}: has no question that its contexts answer.")
    return Collection(texts.all(), tuple(questions.values()))


def question_of(found: Record, context: str, title: str) -> Asked:
    """Return a question with its answers, none when it is marked as impossible."""
    impossible = bool(found.values.get("is_impossible"))
    answers = () if impossible else tuple(each.text("text") for each in found.records("answers"))
    return Asked(
        id=str(found.values["id"]) if "id" in found.values else found.text("id"),
        text=one_line(found.text("question")),
        article=title,
        contexts=(context,) if answers else (),
        answers=(tuple(dict.fromkeys(answers)),) if answers else (),
        given=(context,),
    )


FORMAT = Format(
    summary="paragraphs of Wikipedia, in one file in the format of SQuAD, also 2.0",
    path="a JSON file",
    load=lambda path: {path.stem: load_squad(path)},
    directions=each_alone,
    retrieval=NONE_FOUND,
    answers=Beside(
        notes=(
            "Published for SQuAD 2.0: a strong neural system 66 % F1, the paragraph given (compare "
            "--given), of short spans where ours are whole sentences: not the same measure. "
            "https://www.arxiv-vanity.com/papers/1806.03822/",
        )
    ),
)
