"""Values of one indicator at several times: what may stand in one table, and what may not.

A false row is worse than none. Sentences go together when they have the same words apart from one
time and one value, the same kind of figure, and both a target or both a result; of two documents,
when their titles name the same places. Rows go together when they are of one table, with the same
words outside of the column that is asked for. Where anything is unclear there is no series.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answerers.base import DraftRow, DraftSeries, Question, Quote
from assistant.answerers.order import TIMELESS
from assistant.constraints import places_in, supports
from assistant.enumerations import marked_list
from assistant.expectations import expected
from assistant.grounding import Drops, ground_series
from assistant.indicators import measure_of
from assistant.marks import with_marks
from assistant.notes import without_notes
from assistant.periods import asked_times
from assistant.phrases import differing
from assistant.readings import Reading, lateness, quote_of, reading, when_start
from assistant.steps import Drafted
from assistant.types import Answer
from knowledge import Hit, fold

MOST_ROWS = 10
ENOUGH_WORDS = 3
"""A sentence with so many words apart from figures and grammar says what it is of."""
# Questions that no value of an indicator answers.
OTHER = re.compile(r"\b(?:who|whom|whose|where|why|ai|o dau|tai sao|vi sao)\b")
# A time in front of a sentence and behind it, where dots in its place would say nothing.
BEFORE = re.compile(r"^\W*(?:(?:in|by|on|at|as of|since|đến|từ|ngày|tháng|năm)\s+)*…[\s,]*", re.I)
BEHIND = re.compile(r"(?<=…)(.*?),?\s*(?:in|by|on|from|for|since|đến|vào|năm)\s+…\W*$", re.I)


def with_details(answer: Answer, drafted: Drafted, drops: Drops) -> Answer:
    """Return an answer with what answers marked, and with its series where there is one."""
    return with_marks(with_series(answer, drafted, drops), drafted.found.question)


def with_series(answer: Answer, drafted: Drafted, drops: Drops) -> Answer:
    """Return an answer with the values over time that its first statement belongs to, if any.

    Of a question on several times any statement will do: all are of one indicator.
    """
    question = drafted.found.question
    several = asked_times(question.text, question.rendering).is_several
    leads = drafted.statements if several else drafted.statements[:1]
    quotes = [each.quotes[0] for each in leads if len(each.quotes) == 1]
    found = (drafted_series(question, lead, drafted.found.hits) for lead in quotes)
    drafts = next(filter(None, found), ())
    if not answer.statements or not drafts:
        return answer
    series, citations = ground_series(drafts, answer.citations, drops)
    message = answer.message or differing(series, answer.language)
    return replace(answer, series=series, citations=citations, message=message)


def drafted_series(question: Question, lead: Quote, hits: Sequence[Hit]) -> tuple[DraftSeries, ...]:
    """Return the series that a statement with the quote ``lead`` belongs to; mostly none."""
    if not asks_for_values(question):
        return ()
    anchor = next((hit for hit in hits if quote_of(hit) == lead), None)
    first = reading(anchor, question.query) if anchor else None
    if anchor is None or first is None:
        return ()
    asked = asked_times(question.text, question.rendering)
    anytime = replace(question.constraints, years=frozenset(), months=frozenset())
    found = [first]
    for hit in hits:
        other = reading(hit, question.query)
        if other and hit is not anchor and goes_with(hit, other, anchor, first):
            found += [other] if supports(hit, anytime) else []
    rows = distinct([each for each in found if asked.is_for(each.measure)])
    if len({row.time.order for row in rows}) < 2:
        return ()
    return (as_draft(rows, first),)


def newest_leads(question: Question, chosen: list[Hit], hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits of an answer behind the one with the newest result of their indicator."""
    drafts = drafted_series(question, quote_of(chosen[0]), hits)
    if not drafts or drafts[0].rows[0].kind == "target":
        return chosen
    lead = next(hit for hit in hits if quote_of(hit) == drafts[0].rows[0].quote)
    return [lead, *(hit for hit in chosen if hit is not lead)]


def asks_for_values(question: Question) -> bool:
    """Whether a question may be answered by values at several times."""
    kind = expected(question.text)
    if (kind and kind.name in TIMELESS) or OTHER.search(fold(question.text)):
        return False
    asked = asked_times(question.text, question.rendering)
    return asked.is_several or not asked.times


def goes_with(hit: Hit, other: Reading, anchor: Hit, first: Reading) -> bool:
    """Whether two readings are of one indicator; a list's items only under the same line.

    Under another heading a sentence is of the same when it says itself what it is of, and the
    headings name the same places; a row never is.
    """
    if other.key != first.key:
        return False
    leads = [lead_words(each) for each in (hit, anchor)]
    here, there = (frozenset(places_in(around(each))) for each in (hit, anchor))
    same_document = hit.document.id == anchor.document.id
    same_part = same_document and hit.passage.heading == anchor.passage.heading
    says_itself = not first.column and len(first.about) >= ENOUGH_WORDS
    return (
        here == there
        and (same_part or says_itself)
        and (leads[0] == leads[1] if same_document else not any(leads))
    )


def lead_words(hit: Hit) -> frozenset[str]:
    """Return the words of the line that introduces the list in which a hit stands."""
    found = marked_list(hit)
    return measure_of(hit.passage.slice(*found.lead)).words if found and found.lead else frozenset()


def around(hit: Hit) -> str:
    """Return what may tell the place of which a document speaks."""
    return f"{hit.document.title}\n{hit.passage.heading or ''}"


def distinct(found: Sequence[Reading]) -> list[Reading]:
    """Return readings newest first; of those with one time and value the first alone."""
    kept: dict[tuple[object, ...], Reading] = {}
    for each in found:
        said = each.quote.text[each.value.start : each.value.end]
        kept.setdefault((each.time.order, "".join(fold(said).split())), each)
    return sorted(kept.values(), key=lateness, reverse=True)[:MOST_ROWS]


def as_draft(rows: Sequence[Reading], first: Reading) -> DraftSeries:
    """Return readings as a series, named by its column, or by the words around its values."""
    return DraftSeries(
        label=first.column or words_around(first),
        lead=first.quote,
        rows=tuple(
            DraftRow(
                when=row.quote.text[when_start(row.quote.text, row.time) : row.time.end],
                value=row.quote.text[row.value.start : row.value.end],
                quote=row.quote,
                kind="target" if row.measure.is_target else "achieved",
                order=row.time.order,
            )
            for row in rows
        ),
    )


def words_around(first: Reading) -> str:
    """Return a sentence with dots in the place of its time and value, without its notes."""
    text = without_notes(first.quote.text)
    spans = sorted([(when_start(text, first.time), first.time.end), first.value[:2]])
    parts, end = [], 0
    for start, stop in spans:
        parts.append(text[end:start])
        end = stop
    said = BEFORE.sub("", "…".join([*parts, text[end:]]))
    return " ".join(BEHIND.sub(r"\1", said).split()).rstrip(" .;,")
