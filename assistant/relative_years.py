"""Years that a follow-up names by the one before: "one year later", "năm trước đó"."""

import re

from assistant.years import years
from knowledge import fold

DECADE = 10
COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "five": 5, "mot": 1, "hai": 2, "ba": 3}
COUNT = rf"(?P<count>\d{{1,2}}|{'|'.join(COUNTS)})"
LATER = re.compile(
    rf"\b(?:{COUNT} years? (?:later|after)(?: that)?|the (?:next|following) year"
    r"|the year (?:after|following)(?: that)?"
    rf"|{COUNT.replace('count', 'nam')} nam sau(?: do)?|nam (?:sau(?: do)?|tiep theo|ke tiep))\b"
)
# "growth on the year before" compares, and is of the year itself.
EARLIER = re.compile(
    r"(?<!\bon )(?<!\bthan )(?<!\bover )(?<!\bfrom )(?<!\bwith )(?<!\bso voi )(?<!\bhon )"
    rf"\b(?:{COUNT} years? (?:earlier|before)(?: that)?|the (?:previous|preceding) year"
    r"|the year before(?: that)?"
    rf"|{COUNT.replace('count', 'nam')} nam truoc(?: do)?|nam (?:truoc(?: do)?|lien truoc))\b"
)
SAME = re.compile(
    r"\b(?:(?:in )?(?:the same|that) year|(?:cung|trong) nam(?: do)?(?! \d)|nam do)\b"
)
DECADE_END = re.compile(r"\b(?:the )?end of (?:the|this) decade|\bcuoi thap (?:ky|nien)\b")


def with_years(question: str, before: str) -> str:
    """Return a question with the years in figures that it counts from the one named before.

    With several years named before, the last is counted from; with none, nothing is changed.

    >>> with_years("And one year later?", "the rank in 2018"), with_years("năm trước đó?", "2021")
    ('And 2019?', '2020?')
    >>> with_years("by the end of the decade?", "by 2025"), with_years("and later?", "in 2018")
    ('by 2030?', 'and later?')
    """
    named = years(before)
    folded = fold(question)
    if not named or years(question) or len(folded) != len(question):
        return question
    base = max(named)
    for pattern, sign in ((LATER, 1), (EARLIER, -1), (SAME, 0)):
        if found := pattern.search(folded):
            return placed(question, found, base + sign * counted(found))
    if found := DECADE_END.search(folded):
        return placed(question, found, (base // DECADE + 1) * DECADE)
    return question


def counted(found: re.Match[str]) -> int:
    """Return how many years a match counts, one when it does not say."""
    said = next((value for value in found.groupdict().values() if value), "one")
    return COUNTS.get(said) or int(said)


def placed(question: str, found: re.Match[str], year: int) -> str:
    """Return a question with a year in the place of a match."""
    year_word = "năm " if found.group().startswith(("cung", "trong")) else ""
    return f"{question[: found.start()]}{year_word}{year}{question[found.end() :]}"
