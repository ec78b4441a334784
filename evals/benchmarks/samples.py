"""The documents and questions that speed is measured with."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import Collection
from evals.benchmarks.formats.squad import load_squad
from knowledge import sentence_spans

DOCUMENTS = 50
QUESTIONS = 200


@dataclass(frozen=True, slots=True)
class Sample:
    """Texts by name, and questions on them."""

    texts: dict[str, str]
    questions: tuple[str, ...]

    @property
    def characters(self) -> int:
        """How much text there is."""
        return sum(map(len, self.texts.values()))


def load_sample(path: Path) -> Sample:
    """Return XQuAD's English half as 50 documents, or the text files of another folder.

    Raises ``BadBenchmark`` when the folder has neither.
    """
    xquad = path / "xquad.en.json"
    if xquad.is_file():
        return from_collection(load_squad(xquad))
    texts = {
        file.stem: file.read_text(encoding="utf-8").strip() for file in sorted(path.glob("*.txt"))
    }
    if not any(texts.values()):
        raise BadBenchmark(f"{path}: has neither text files (*.txt) nor xquad.en.json.")
    return Sample(texts, tuple(middle_sentence(text) for text in texts.values() if text))


def from_collection(collection: Collection, documents: int = DOCUMENTS) -> Sample:
    """Return the contexts, in their order, as documents of about as many paragraphs each."""
    texts = [context.text for context in collection.contexts]
    parts = [part for part in shared_out(texts, documents) if part]
    named = {f"document-{number:03}": "\n\n".join(part) for number, part in enumerate(parts)}
    questions = collection.questions
    step = max(1, len(questions) // QUESTIONS)
    return Sample(named, tuple(each.text for each in questions[::step][:QUESTIONS]))


def shared_out(items: Sequence[str], parts: int) -> list[Sequence[str]]:
    """Cut a sequence into parts whose sizes differ by one at most.

    >>> shared_out(["a", "b", "c"], 2)
    [['a'], ['b', 'c']]
    """
    edges = [len(items) * part // parts for part in range(parts + 1)]
    return [items[start:end] for start, end in pairwise(edges)]


def middle_sentence(text: str) -> str:
    """Return a sentence from the middle of a text, at most 200 characters of it, as a question."""
    spans = sentence_spans(text)
    start, end = spans[len(spans) // 2]
    return " ".join(text[start:end][:200].split())
