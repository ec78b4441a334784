"""Which years and months a sentence that was found speaks of, by itself or by what it stands in."""

from assistant.moments import Month, months
from assistant.notes import said
from assistant.years import main_years
from knowledge import Document, Hit

# What stands between the cells of a table's row in the text of a document.
CELLS = " | "


def years_of(hit: Hit) -> frozenset[int]:
    """Return the years that a sentence speaks of.

    A sentence that names none speaks of the year of the event that its document reports, and of
    the years of the last text before it that names any, or of its heading or title. Only where
    none of these is known, the day of publication counts.
    """
    text = said(hit.text)
    if own := main_years(row_label(text)) or main_years(text):
        return own
    document, passage = hit.document, hit.passage
    page = document.page(passage.page)
    before = page.text[: hit.sentence.start] if page else ""
    lines = [*reversed(said(before).splitlines()), passage.heading or "", document.title]
    named = next((found for line in lines if (found := main_years(line))), frozenset[int]())
    event = {document.event_date.year} if document.event_date else frozenset[int]()
    return named | event or document_years(document)


def row_label(text: str) -> str:
    """Return the first cell of a row of a table, which names what the row is of, or nothing.

    >>> row_label("Year: 2022 | Rank: 48, 2 places below 2023"), row_label("In 2022 it was 48th.")
    ('Year: 2022', '')
    """
    return text.split(CELLS, 1)[0] if CELLS in text else ""


def supports_month(hit: Hit, wanted: frozenset[Month]) -> bool:
    """Whether a sentence speaks of a month, or of its year ("the first half of 2024") alone."""
    text = said(hit.text)
    if not months(text) and main_years(text) & {year for year, _ in wanted}:
        return True
    return bool(wanted & months_of(hit))


def months_of(hit: Hit) -> frozenset[Month]:
    """Return the months that a sentence speaks of: its own, else those of what stands around it."""
    if own := months(said(hit.text)):
        return own
    document = hit.document
    days = [day for day in (document.event_date, document.published) if day]
    around = "\n".join((said(hit.passage.text), hit.passage.heading or "", document.title))
    return months(around) | {(day.year, day.month) for day in days[:1]}


def document_years(document: Document) -> frozenset[int]:
    """Return the years of a document's event or, failing that, of its publication."""
    days = [day for day in (document.event_date, document.published) if day]
    return frozenset(day.year for day in days[:1])
