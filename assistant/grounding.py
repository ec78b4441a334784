"""Nothing is shown that its source does not say: every statement is checked by code.

A statement passes when it has a quote, each quote stands verbatim in its page at the offsets
given, and each figure of the statement stands in its quotes: numbers, percentages, sums of money,
years, days and document numbers by value, links and markup as they are written. Whatever wrote
the statement, one that fails is dropped and counted.
"""

import logging
import threading
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from assistant.answerers.base import DraftRow, DraftSeries, DraftStatement, Quote
from assistant.dates import Day
from assistant.figures import Figure, Kind, figures_in
from assistant.links import hosts, links_in, markup_in
from assistant.types import Citation, Series, SeriesRow, Statement
from knowledge import normalise

logger = logging.getLogger(__name__)

# Between quotes, so that no figure begins in one and ends in the next.
APART = "\n¶\n"
# A number may be said without the currency that its source has, but not without its per cent.
COUNTED = frozenset({Kind.NUMBER, Kind.MONEY, Kind.ARTICLE})


class Fault(StrEnum):
    """Why a statement is not shown."""

    UNQUOTED = "no quote"
    ALTERED = "altered quote"
    FIGURE = "figure"
    LINK = "link"
    MARKUP = "markup"


class Drops:
    """Counts dropped statements by their fault; safe to use from several threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.counter: Counter[Fault] = Counter()

    def add(self, faults: Counter[Fault]) -> None:
        """Count some more."""
        with self.lock:
            self.counter += faults

    def counts(self) -> dict[Fault, int]:
        """Return how many statements were dropped for each fault; all faults are named."""
        with self.lock:
            return {fault: self.counter[fault] for fault in Fault}


def ground(
    drafts: Sequence[DraftStatement], drops: Drops | None = None
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Return the statements that pass, and their citations, numbered from 1 as they appear.

    Those that do not are counted in ``drops``.
    """
    numbers: dict[tuple[str, int, int, int], int] = {}
    citations: list[Citation] = []
    statements: list[Statement] = []
    faults: Counter[Fault] = Counter()
    for draft in drafts:
        if fault := fault_of(draft):
            faults[fault] += 1
            continue
        cited = []
        for quote in draft.quotes:
            key = (quote.document.id, quote.passage.page, quote.start, quote.end)
            if key not in numbers:
                numbers[key] = len(citations) + 1
                citations.append(make_citation(numbers[key], quote))
            cited.append(numbers[key])
        statements.append(Statement(draft.text, tuple(dict.fromkeys(cited))))
    if faults:
        named = ", ".join(f"{fault}: {count}" for fault, count in faults.items())
        logger.warning("%s statement(s) dropped: not in the source (%s)", faults.total(), named)
        if drops:
            drops.add(faults)
    return tuple(statements), tuple(citations)


def ground_series(
    drafts: Sequence[DraftSeries], citations: Sequence[Citation], drops: Drops | None = None
) -> tuple[tuple[Series, ...], tuple[Citation, ...]]:
    """Return the series whose every cell stands in its quote, and all citations with theirs.

    A series is dropped as a whole: without one of its rows it would say that there is none.
    """
    cited = list(citations)
    found: list[Series] = []
    faults: Counter[Fault] = Counter()
    for draft in drafts:
        if fault := next(filter(None, map(row_fault, draft.rows)), None) or label_fault(draft):
            faults[fault] += 1
            continue
        rows = tuple(
            SeriesRow(row.when, row.value, number_of(row.quote, cited), row.kind)
            for row in draft.rows
        )
        times = [row.order for row in draft.rows]
        found.append(Series(draft.label, rows, differs=len(set(times)) < len(times)))
    if faults:
        logger.warning("%s series dropped: not in the source", faults.total())
        if drops:
            drops.add(faults)
    return tuple(found), tuple(cited)


def row_fault(row: DraftRow) -> Fault | None:
    """Return why a row must not be shown: its time and its value must stand in its quote."""
    if not is_verbatim(row.quote):
        return Fault.ALTERED
    stand = all(cell.strip() and cell in row.quote.text for cell in (row.when, row.value))
    return None if stand else Fault.FIGURE


def label_fault(draft: DraftSeries) -> Fault | None:
    """Return why the name of a series must not be shown: it is checked as a statement is."""
    return fault_of(DraftStatement(draft.label, (draft.lead,)))


def number_of(quote: Quote, citations: list[Citation]) -> int:
    """Return the number of the citation of a quote, which is added where there is none."""
    place = (quote.document.id, quote.passage.page, quote.start, quote.end)
    for each in citations:
        if (each.document_id, each.page, each.start, each.end) == place:
            return each.number
    citations.append(make_citation(len(citations) + 1, quote))
    return len(citations)


def is_grounded(draft: DraftStatement) -> bool:
    """Whether a statement's quotes are verbatim and hold all of its figures, links and markup."""
    return fault_of(draft) is None


def fault_of(draft: DraftStatement) -> Fault | None:
    """Return why a statement must not be shown, ``None`` when it may."""
    if not draft.quotes:
        return Fault.UNQUOTED
    if not all(map(is_verbatim, draft.quotes)):
        return Fault.ALTERED
    said = normalise(draft.text)
    quoted = APART.join(quote.text for quote in draft.quotes)
    if (markup := markup_in(said)) and not markup <= markup_in(quoted):
        return Fault.MARKUP
    if (links := links_in(said)) and not links <= (known := links_in(quoted)) | hosts(known):
        return Fault.LINK
    figures = figures_in(bare(said))
    quoted_figures = figures_in(bare(quoted)) if figures else ()
    if not all(
        is_article(one) or any(stands_as(one, other) for other in quoted_figures) for one in figures
    ):
        return Fault.FIGURE
    return None


def bare(text: str) -> str:
    """Return a text without line breaks and last mark, by which a statement and its quote differ.

    The figures of the two are then mostly read once.
    """
    return " ".join(text.split()).rstrip(" .;,")


def is_article(figure: Figure) -> bool:
    """Whether a figure is "một" where it may be no more than the article."""
    return figure.kind is Kind.ARTICLE


def stands_as(said: Figure, known: Figure) -> bool:
    """Whether a figure of a quote says what a figure of a statement does.

    One that may mean two things only stands for one written with the same mark, in a text of the
    same language: whichever is meant, it is the same.
    """
    if said.kind is Kind.YEAR and known.kind is Kind.DATE:
        return all(isinstance(day, Day) and day.year == said.value for day in known.readings)
    if said.kind is Kind.NUMBER:
        return known.kind in COUNTED and said.readings == known.readings
    if (said.kind, said.unit) != (known.kind, known.unit):
        return False
    if said.kind is Kind.DOCUMENT:
        # "Decision 749" is 749/QĐ-TTg, but not the reverse.
        return f"{known.value}/".startswith(f"{said.value}/")
    if said.readings == known.readings:
        return True
    return said.kind is Kind.DATE and all(
        isinstance(day, Day) and isinstance(other, Day) and day.within(other)
        for day in said.readings
        for other in known.readings
    )


def is_verbatim(quote: Quote) -> bool:
    """Whether a quote is what stands in the document's page at its offsets."""
    page = quote.document.page(quote.passage.page)
    inside = quote.passage.start <= quote.start < quote.end <= quote.passage.end
    return page is not None and inside and page.text[quote.start : quote.end] == quote.text


def make_citation(number: int, quote: Quote) -> Citation:
    """Return the citation that shows a quote."""
    document, passage = quote.document, quote.passage
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        url=document.url,
        page=passage.page,
        page_count=len(document.pages),
        heading=passage.heading,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        passage=passage.text,
        passage_start=passage.start,
    )
