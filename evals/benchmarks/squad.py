"""Questions on paragraphs in the format of SQuAD (https://arxiv.org/abs/1606.05250), also 2.0.

For retrieval only one thing of a question counts: which paragraph, its context, answers it.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, get_args

from evals.benchmarks.errors import BadBenchmark

Split = Literal["tune", "report", "all"]
SPLITS: tuple[str, ...] = get_args(Split)


@dataclass(frozen=True, slots=True)
class Context:
    """A paragraph; ``article`` is the title of the article that it stands in."""

    id: str
    article: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the id of the context that answers it."""

    id: str
    text: str
    context: str
    article: str


@dataclass(frozen=True, slots=True)
class Collection:
    """All contexts of a file, and its answerable questions."""

    contexts: tuple[Context, ...]
    questions: tuple[Asked, ...]

    def part(self, split: Split) -> "Collection":
        """Return all contexts with the questions of one split (see ``split_of``)."""
        if split == "all":
            return self
        return replace(
            self,
            questions=tuple(each for each in self.questions if split_of(each.article) == split),
        )


def split_of(article: str) -> Split:
    """Return which split an article's questions are in, by the parity of its title's SHA-256.

    All questions on one article are in one split, and the translations of an article in the
    same: weights chosen on ``tune`` have seen nothing of what ``report`` asks.
    """
    even = hashlib.sha256(article.encode()).digest()[-1] % 2 == 0
    return "tune" if even else "report"


def load_squad(path: Path) -> Collection:
    """Return what a file in the format of SQuAD holds; raises ``BadBenchmark``.

    A context that occurs twice is one context. Questions without an answer are left out.
    """
    try:
        articles = json.loads(path.read_text(encoding="utf-8"))["data"]
        paragraphs = list(paragraphs_of(articles))
        collection = collect(paragraphs)
    except OSError as exc:
        raise BadBenchmark(f"{path}: cannot be read ({exc.strerror}).") from exc
    except (ValueError, KeyError, TypeError) as exc:
        raise BadBenchmark(
            f"{path}: not in the format of SQuAD ({type(exc).__name__}: {exc})."
        ) from exc
    if not collection.questions:
        raise BadBenchmark(f"{path}: has no question that its contexts answer.")
    return collection


def paragraphs_of(articles: Sequence[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each paragraph with the title of its article."""
    for article in articles:
        for paragraph in article["paragraphs"]:
            yield str(article.get("title", "")), paragraph


def collect(paragraphs: Sequence[tuple[str, dict[str, Any]]]) -> Collection:
    """Give contexts their ids, in the order of the file, and questions the ids of theirs."""
    contexts: dict[str, Context] = {}
    questions: dict[str, Asked] = {}
    for article, paragraph in paragraphs:
        text = str(paragraph["context"]).strip()
        context = contexts.setdefault(text, Context(f"c{len(contexts):05}", article, text))
        for asked in paragraph["qas"]:
            if asked.get("is_impossible") or not asked["answers"]:
                continue
            name = str(asked["id"])
            if name in questions:
                raise ValueError(f"two questions have the id {name}")
            question = " ".join(str(asked["question"]).split())
            questions[name] = Asked(name, question, context.id, article)
    return Collection(tuple(contexts.values()), tuple(questions.values()))


def write_contexts(collection: Collection, folder: Path) -> Path:
    """Write each context into a text file named by its id; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for context in collection.contexts:
        (folder / f"{context.id}.txt").write_text(context.text + "\n", encoding="utf-8")
    return folder
