"""The nearest that the documents say where they do not answer: offered as such, never as an answer.

Whether anything is near is told by two measures together: what is about something else may be
similar, or share a few words with the question, but hardly both.
"""

from collections.abc import Sequence

from assistant.answerers.base import DraftStatement, Question
from assistant.answerers.extractive import is_new, narrowest
from assistant.answerers.holding import NEAREST, is_reference
from assistant.constraints import Constraints, supports
from assistant.enumerations import sentence_text
from assistant.expectations import expected, offers
from assistant.grounding import ground
from assistant.missing import demands, unmet
from assistant.types import Citation
from knowledge import Hit

# Chosen on the ``tune`` questions: of those that are declined no off-topic one reaches both, and
# nearly all that ask for something near do.
NEAR_SIMILARITY = 0.4
NEAR_COVERAGE = 0.3
# What is shown beside the best sentence has so much of its score, and of its words of the question.
CLOSE = 0.85
COVERS = 0.8
MOST_QUOTES = 2


def near(question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the sentences near to a question, best first; none when it is about something else.

    Those that name what it names go before all others: another year of the thing that was asked
    for is nearer than that year of another thing.

    A line that only introduces others or names where something is from says nothing by itself.
    """
    if not hits or not is_near(hits[0]):
        return ()
    subject = Constraints(names=question.constraints.names)
    hits = [hit for hit in hits[:NEAREST] if is_near(hit) and supports(hit, subject)] or hits
    limit, covered = CLOSE * hits[0].score, COVERS * hits[0].coverage
    return tuple(
        hit
        for hit in hits[:NEAREST]
        if hit.score >= limit
        and hit.coverage >= covered
        and is_near(hit)
        and not hit.text.rstrip().endswith(":")
        and not is_reference(hit)
    )


def is_near(hit: Hit) -> bool:
    """Whether a sentence is on what a question is about."""
    return hit.similarity >= NEAR_SIMILARITY and hit.coverage >= NEAR_COVERAGE


def nearest(question: Question, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return at most two of the sentences near to a question, those that lack least first."""
    kind, wanted = expected(question.text), demands(question)

    def lacks(hit: Hit) -> int:
        return len(unmet(hit, wanted)) + (not offers(sentence_text(hit), kind))

    chosen: list[Hit] = []
    for hit in sorted(near(question, hits), key=lacks):
        if len(chosen) < MOST_QUOTES and is_new(hit, chosen):
            chosen.append(hit)
    return tuple(chosen)


def quoted(question: Question, hits: Sequence[Hit]) -> tuple[Citation, ...]:
    """Return a quote of each sentence, checked as those of an answer are."""
    quotes = [narrowest(hit, question.query) for hit in hits]
    return ground([DraftStatement(quote.text, (quote,)) for quote in quotes])[1]
