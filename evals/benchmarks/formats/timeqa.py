"""TimeQA (https://arxiv.org/abs/2108.06314): facts that hold for a time, asked for a time.

A file has an object a line, with a whole page of Wikipedia as ``context``. In the easy files a
question names the times that its page names, in the hard ones others; a question of a time for
which the page says nothing cannot be answered.
"""

from pathlib import Path

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import (
    Asked,
    Beside,
    Collection,
    Format,
    Texts,
    each_alone,
    one_line,
)
from evals.benchmarks.formats.records import json_lines

SOURCE = "https://github.com/wenhuchen/Time-Sensitive-QA"


def load_timeqa(path: Path) -> Collection:
    """Return the questions of a file and their pages; raises ``BadBenchmark``."""
    texts = Texts()
    questions = []
    for number, line in enumerate(json_lines(path, SOURCE), start=1):
        # "/wiki/Some_Person#P39" is the page and the property that is asked for.
        name = line.text("idx")
        article = name.split("#")[0]
        context = texts.add(line.text("context"), article)
        targets = tuple(target for target in line.texts("targets") if target.strip())
        questions.append(
            Asked(
                id=f"{number}:{name}",
                text=one_line(line.text("question")),
                article=article,
                contexts=(context,) if targets else (),
                answers=(targets,) if targets else (),
                given=(context,),
            )
        )
    if not any(asked.answerable for asked in questions):
        raise BadBenchmark(f"{path}: has no question that its contexts answer.")
    return Collection(texts.all(), tuple(questions))


FORMAT = Format(
    summary="facts that changed over time, also such as the text does not say",
    path="test.easy.json, test.hard.json or another of its files, also packed by gzip",
    load=lambda path: {path.name.split(".json")[0]: load_timeqa(path)},
    directions=each_alone,
    answers=Beside(
        notes=(
            "Published: FiD 46 %, people 87 % right, the page given (compare --given), of short "
            "spans where ours are whole sentences: not the same measure. "
            "https://ar5iv.labs.arxiv.org/html/2108.06314",
        )
    ),
)
