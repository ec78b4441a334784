"""Ask a question in the terminal."""

import argparse
import json
import logging
import sys

from assistant.contract import answer_object
from assistant.errors import AssistantError
from assistant.phrases import phrase
from assistant.types import Answer, Citation


def main() -> int:
    """Print the answer with its sources; return the exit status."""
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
        else as_text(answer)
    )
    print(shown)  # noqa: T201
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    found.add_argument("question", help="in English or Vietnamese, with or without diacritics")
    found.add_argument("--json", action="store_true", help="print the object of the HTTP interface")
    found.add_argument("--lang", choices=["auto", "en", "vi"], default="auto")
    return found


def as_text(answer: Answer) -> str:
    """Return an answer with its sources, or the nearest to one, and what can be asked instead."""
    parts = [answer.text, *map(source, answer.citations)]
    if answer.nearest:
        parts += [phrase("nearest", answer.language), *map(source, answer.nearest)]
    if answer.suggestions:
        parts.append("\n".join(f"- {question}" for question in answer.suggestions))
    return "\n\n".join(parts)


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
