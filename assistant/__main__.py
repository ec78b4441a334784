"""Ask a question in the terminal; ``user`` and ``key`` manage who may sign in and ask."""

import argparse
import json
import logging
import sys
from dataclasses import replace

from assistant import administration
from assistant.contract import answer_object
from assistant.errors import AssistantError
from assistant.phrases import phrase
from assistant.types import Answer, Citation, Series, Statement

# How a terminal is told to set letters in bold, and to stop (ECMA-48, SGR 1 and 22).
BOLD, PLAIN = "\x1b[1m", "\x1b[22m"


def main() -> int:
    """Print the answer with its sources, or carry out a command; return the exit status."""
    if sys.argv[1:2] and sys.argv[1] in administration.NOUNS:
        return administration.main(sys.argv[1:])
    arguments = parser().parse_args()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    from assistant.assistant import build_assistant

    try:
        answer = build_assistant().ask(arguments.question, language=arguments.lang)
    except AssistantError as exc:
        print(f"error: {exc}", file=sys.stderr)  # noqa: T201
        return 1
    shown = (
        json.dumps(answer_object(answer), ensure_ascii=False, indent=2)
        if arguments.json
        else as_text(answer, bold=sys.stdout.isatty())
    )
    print(shown)  # noqa: T201
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(
        prog="python -m assistant",
        description="Ask a question in the terminal.",
        epilog="python -m assistant user --help, and key --help: who may sign in and ask.",
    )
    found.add_argument("question", help="in English or Vietnamese, with or without diacritics")
    found.add_argument("--json", action="store_true", help="print the object of the HTTP interface")
    found.add_argument("--lang", choices=["auto", "en", "vi"], default="auto")
    return found


def as_text(answer: Answer, *, bold: bool = False) -> str:
    """Return an answer with its sources, or the nearest to one, and what can be asked instead.

    ``bold`` sets the part of each statement that answers in bold letters.
    """
    shown = replace(answer, statements=tuple(map(emboldened, answer.statements)))
    said = (shown if bold else answer).text
    parts = [said, *map(table, answer.series), *map(source, answer.citations)]
    if answer.nearest:
        parts += [phrase("nearest", answer.language), *map(source, answer.nearest)]
    if answer.suggestions:
        parts.append("\n".join(f"- {question}" for question in answer.suggestions))
    return "\n\n".join(parts)


def emboldened(statement: Statement) -> Statement:
    """Return a statement with the part that answers between the marks of a terminal for bold."""
    text = statement.text
    for start, end in reversed(statement.marks):
        text = f"{text[:start]}{BOLD}{text[start:end]}{PLAIN}{text[end:]}"
    return replace(statement, text=text)


def table(series: Series) -> str:
    """Return values over time as lines, the columns below each other."""
    times = [one_line(row.when) for row in series.rows]
    values = [
        f"{one_line(row.value)}{' (target)' if row.kind == 'target' else ''}" for row in series.rows
    ]
    widths = max(map(len, times)), max(map(len, values))
    rows = [
        f"    {when:<{widths[0]}}  {value:<{widths[1]}}  [{row.citation}]"
        for when, value, row in zip(times, values, series.rows, strict=True)
    ]
    return "\n".join([one_line(series.label), *rows])


def one_line(text: str) -> str:
    """Return a text with single blanks in the place of its line breaks."""
    return " ".join(text.split())


def source(citation: Citation) -> str:
    """Return a citation as some lines of text."""
    published = citation.published.isoformat() if citation.published else None
    page = f"page {citation.page}" if citation.page_count > 1 else None
    facts = ", ".join(fact for fact in (citation.publisher, published, page) if fact)
    quote = " ".join(citation.quote.split())
    lines = [f"[{citation.number}] {citation.title}", facts, f"“{quote}”", citation.url]
    return "\n    ".join(line for line in lines if line)


if __name__ == "__main__":
    sys.exit(main())
