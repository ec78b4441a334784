"""An answer or a conversation as Markdown, with footnotes as GitHub and Pandoc read them."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from assistant.export.content import Exchange, Line, Setting, footnote_of, lines_of, one_line
from assistant.types import Citation, Series

MARKUP: Final = re.compile(r"[\\`*_\[\]<>#|~$&!@^{}]|://|(?<=www)\.")
BEGINNING: Final = re.compile(r"^([-+=:]|\d+(?=[.)]))")


def as_markdown(title: str, exchanges: Sequence[Exchange], setting: Setting) -> str:
    """Return the questions and answers as a Markdown document."""
    made = setting.word("made", day=setting.day(datetime.now(UTC)), name=setting.word("name"))
    parts = [f"# {plain(title)}", f"*{plain(made)}*"]
    notes: list[str] = []
    for exchange in exchanges:
        parts += exchange_parts(exchange, setting, notes)
    return "\n\n".join([*parts, *notes]) + "\n"


def exchange_parts(exchange: Exchange, setting: Setting, notes: list[str]) -> Iterator[str]:
    """Yield the paragraphs of a question and its answer; their footnotes go to ``notes``."""
    answer = exchange.answer
    yield f"## {plain(exchange.question)}"
    yield f"*{plain(setting.word('asked', day=setting.day(exchange.asked)))}*"
    if answer.message:
        yield plain(answer.message)
    if answer.nearest and not answer.statements:
        yield plain(setting.word("nearest"))
    numbers: dict[int, int] = {}
    for line in lines_of(answer):
        yield with_notes(line, setting, numbers, notes)
    cited = {citation.number: citation for citation in answer.citations}
    for series in answer.series:
        yield table(series, cited, setting, numbers, notes)


def with_notes(line: Line, setting: Setting, numbers: dict[int, int], notes: list[str]) -> str:
    """Return a paragraph with the marks of its footnotes."""
    marks = "".join(mark(each, setting, numbers, notes) for each in line.citations)
    return f"{plain(line.text)}{marks}"


def mark(citation: Citation, setting: Setting, numbers: dict[int, int], notes: list[str]) -> str:
    """Return the mark of a footnote, which is written when it is first needed."""
    if citation.number not in numbers:
        numbers[citation.number] = len(notes) + 1
        said = "".join(
            f"<{address(piece.text)}>"
            if piece.kind == "address"
            else plain(piece.text, within=True)
            for piece in footnote_of(citation, setting)
        )
        notes.append(f"[^{numbers[citation.number]}]: {said.strip()}")
    return f"[^{numbers[citation.number]}]"


def table(
    series: Series,
    cited: dict[int, Citation],
    setting: Setting,
    numbers: dict[int, int],
    notes: list[str],
) -> str:
    """Return values over time as a table."""
    rows = [f"| {setting.word('when')} | {setting.word('value')} |", "|---|---|"]
    for row in series.rows:
        kind = f" ({setting.word('target')})" if row.kind == "target" else ""
        note = mark(cited[row.citation], setting, numbers, notes)
        when, value = (plain(one_line(said), within=True) for said in (row.when, row.value))
        rows.append(f"| {when} | {value}{kind}{note} |")
    return f"**{plain(series.label)}**\n\n" + "\n".join(rows)


def plain(text: str, *, within: bool = False) -> str:
    r"""Return text that Markdown shows as it is; ``within`` a line it may begin as it likes.

    >>> plain("1. *a* <b> https://x.example")
    '1\\. \\*a\\* \\<b\\> https\\://x.example'
    """
    text = text if within else one_line(text)
    text = MARKUP.sub(lambda match: f"\\{match.group()}", text)
    return text if within else BEGINNING.sub(begun, text)


def begun(match: re.Match[str]) -> str:
    """Return the beginning of a line so that it begins no list, heading or definition."""
    return f"{match.group()}\\" if match.group()[0].isdigit() else f"\\{match.group()}"


def address(url: str) -> str:
    """Return an address between whose angle brackets nothing ends it."""
    return re.sub(r"[<>\s\\`]", lambda match: f"%{ord(match.group()):02X}", url)
