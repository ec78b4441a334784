"""Whether a reply of the assistant is right, and the shares of questions of which it is.

The first quote, and any, is right when it says a gold answer; where a benchmark has sentences
instead, when it stands in one of them or has one in it; where it has neither, when it is of a
text that answers.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from evals.benchmarks.assistants import Reply
from evals.benchmarks.formats.base import Asked
from evals.benchmarks.matching import says, stands_in

SHARES = (
    "answered",
    "first quote",
    "any quote",
    "right text",
    "right if answered",
    "declined rightly",
    "declined wrongly",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A question and the reply to it, judged.

    ``first`` says whether the first quote is right, ``any`` whether one is, ``text`` whether the
    first is of a text that answers.
    """

    asked: Asked
    reply: Reply
    first: bool
    any: bool
    text: bool

    @property
    def answered(self) -> bool:
        """Whether anything was quoted."""
        return bool(self.reply.quotes)


def judged(asked: Asked, reply: Reply) -> Row:
    """Return a question with whether its quotes are right; none is for one without an answer."""
    right = [is_right(asked, *quote) for quote in reply.quotes]
    texts = [context in asked.contexts for context, _ in reply.quotes]
    return Row(asked, reply, first=any(right[:1]), any=any(right), text=any(texts[:1]))


def is_right(asked: Asked, context: str, quote: str) -> bool:
    """Whether a quote from a context is right for a question."""
    if not asked.answerable:
        return False
    if asked.answers:
        return says(quote, asked.answers)
    if asked.evidence:
        return stands_in(quote, asked.evidence)
    return context in asked.contexts


def shares(rows: Sequence[Row]) -> dict[str, float | None]:
    """Return each of ``SHARES``; ``None`` where there is no question that it is of."""
    answerable = [row for row in rows if row.asked.answerable]
    others = [row for row in rows if not row.asked.answerable]
    answered = [row for row in answerable if row.answered]
    values = (
        share(row.answered for row in answerable),
        share(row.first for row in answerable),
        share(row.any for row in answerable),
        share(row.text for row in answerable),
        share(row.first for row in answered),
        share(not row.answered for row in others),
        share(not row.answered for row in answerable),
    )
    return dict(zip(SHARES, values, strict=True))


def share(flags: Iterable[bool]) -> float | None:
    """Return the share of flags that are set."""
    found = list(flags)
    return round(sum(found) / len(found), 4) if found else None
