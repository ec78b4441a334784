"""From the text of a chat model's reply to draft statements, line by line as it comes."""

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answerers.base import DraftStatement, Quote
from knowledge import normalise

# "The share rose. [3][7]", "The share rose [3, 7].": the numbers of the sentences.
NAMED = re.compile(r"\s*\[\d{1,3}(?:\s*,\s*\d{1,3})*\]")
NUMBER = re.compile(r"\d+")
# What stands before an item of a list, although none was asked for.
BULLET = re.compile(r"^(?:[-*•–]|\d{1,2}[.)])\s+")
LONGEST_LINE = 1000


def whole_lines(parts: Iterable[str]) -> Iterator[str]:
    r"""Yield the lines of a text that comes in parts, each once it is whole, without empty ones.

    >>> list(whole_lines(["On", "e\nTw", "o"]))
    ['One', 'Two']
    """
    kept = ""
    for part in parts:
        *lines, kept = (kept + part).split("\n")
        yield from filter(None, map(str.strip, lines))
    if kept.strip():
        yield kept.strip()


def draft_of(line: str, sentences: Sequence[Quote]) -> DraftStatement | None:
    """Return the statement of a line with the sentences it names.

    ``None`` when the line is no statement with numbers, or names a sentence that was not given:
    what else it says can then not be relied on.
    """
    if len(line) > LONGEST_LINE:
        return None
    line = normalise(line)
    text = BULLET.sub("", NAMED.sub("", line).strip(), count=1).strip()
    numbers = [int(number) for named in NAMED.findall(line) for number in NUMBER.findall(named)]
    known = bool(numbers) and all(1 <= number <= len(sentences) for number in numbers)
    if not known or not any(map(str.isalnum, text)):
        return None
    quotes = dict.fromkeys(sentences[number - 1] for number in numbers)
    return DraftStatement(f"{text}." if text[-1].isalnum() else text, tuple(quotes))
