"""Documents and hits made of plain text, so that tests need no literals of ours."""

from pathlib import Path
from tempfile import TemporaryDirectory

from assistant.answerers.base import DraftStatement, Question, Quote
from assistant.constraints import constraints_of
from assistant.language import make_query
from knowledge import Document, Hit
from knowledge.metadata import make_document
from knowledge.passages import make_passages
from knowledge.readers import read_file


def hits_of(text: str, *, scores: dict[str, float] | None = None, **given: str) -> list[Hit]:
    """Return every sentence of a Markdown text as a hit, best first.

    ``scores`` gives the score of the sentences that contain a string; the others have 0.1.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.md"
        path.write_text(text, encoding="utf-8")
        read = read_file(path)
        document = make_document(path, read, given)
    found = []
    for passage in make_passages(document, read.blocks):
        for sentence in passage.sentences:
            said = passage.slice(sentence.start, sentence.end)
            score = max((s for key, s in (scores or {}).items() if key in said), default=0.1)
            found.append(Hit(sentence, passage, document, score, score, score))
    return sorted(found, key=lambda hit: -hit.score)


def hit_with(text: str, words: str, **given: str) -> Hit:
    """Return the sentence of a Markdown text that contains some words."""
    return next(hit for hit in hits_of(text, **given) if words in hit.text)


def question_of(text: str) -> Question:
    """Return an English question, understood."""
    query = make_query(text, "en", lambda key: 0)
    return Question(text, text, "en", query, constraints_of(text))


def draft(document: Document, hit: Hit, text: str | None = None) -> DraftStatement:
    """Return a statement that quotes a hit, saying ``text`` or the quote itself."""
    quote = Quote(document, hit.passage, hit.sentence.start, hit.sentence.end)
    return DraftStatement(text if text is not None else quote.text, (quote,))
