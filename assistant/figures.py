"""The figures of a text by value: amounts, percentages, sums of money, days, document numbers.

"40 million", "40,000,000" and "40 triệu" are one value, "25 tỷ USD" and "USD 25 billion" one sum.
What is unclear keeps both of its readings, for ``grounding.stands_as`` to compare.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from assistant.dates import Day, dates_in
from assistant.links import LINK, MAY_LINK
from assistant.numerals import (
    BARE_SCALE,
    DIGITS,
    NUMBER_VOCABULARY,
    SCALE,
    VIETNAMESE_UNIT,
    WORDED,
    readings,
    scale_of,
    worded,
)
from assistant.units import AFTER, BEFORE, CODES, PERCENT, POINTS, currency_of
from assistant.years import YEAR
from knowledge import FUNCTION_SYLLABLES, FUNCTION_WORDS, VIETNAMESE_LETTER, fold

WORD = re.compile(r"[^\W\d_]+")
# In the place of what has been read, as long as that was.
HIDDEN = "\0"
DOCUMENT = re.compile(
    # Behind the first digit, so that the search skips all else: 749/QĐ-TTg, 41/2009/QH12, 57-NQ/TW
    r"\d(?<![\w/.,-]\d)\d{0,4}(?:(?P<full>(?:/\d{4})?/(?=[A-ZĐ]{2})\w+(?:[-/][A-ZĐ&]\w*)*"
    r"|-[A-ZĐ]{2,}[-/][A-ZĐ]{2,}\w*)|(?P<short>(?:/\d{4})?(?![\w/-]|[.,]\d|\s?%)))"
)
# Decision No. 749, Nghị quyết 57, Decree 13/2023; not "Law 2023" and not "law 5%".
NAMED = re.compile(
    r"\b(?:decision|resolution|decree|law|circular|directive|quyết định|nghị quyết|nghị định|luật"
    r"|thông tư|chỉ thị|công điện)\s+(?:no\.?\s*|số\s+|so\s+)?$",
    re.IGNORECASE,
)
LONGEST_NAME = 24
# What is read otherwise in Vietnamese than in English: 1.234 and 3/6/2020.
UNCLEAR = re.compile(r"\d[.,]\d{3}(?!\d)|\d[/.-]\d{1,2}[/.-]\d{4}")
SIGN = r"(?:(?<![\w)%\]/–—-])[-−](?=\d))"
TO = r"(?:\s*[-–—]\s*|\s+(?:to|đến|den)\s+)"
NUMERIC = r"\d¼-¾⅐-↉"
QUANTITY_OF = (
    # Where none can begin is told first, which takes half the time.
    rf"(?<!\w)(?=[^\W{NUMERIC}]*+[{NUMERIC}]|[€₫£¥−-]\s?\d|[A-Z]{{0,2}}\$|{CODES}FIRST_LETTERS)"
    rf"(?:(?:(?P<before>{BEFORE})\s*)?(?P<sign>{SIGN})?"
    rf"(?:(?<!\w)(?:(?P<first>{DIGITS})(?:{TO}(?P<last>{DIGITS})(?!/\d))?)IN_WORDS)"
    rf"(?:(?:st|nd|rd|th)\b|(?:(?!\w)|(?={SCALE}|{AFTER}))(?P<scale>{SCALE}{{0,3}})"
    rf"(?:\s*(?:(?P<points>{POINTS})|(?P<percent>{PERCENT})|(?P<after>{AFTER})))?)"
    # 5G, 10², IPv6, 1.2.3: whatever else has a digit is compared as it is written.
    rf"|(?P<code>[^\W{NUMERIC}]*+[{NUMERIC}]\w*(?:[.,]\d\w*)*))"
)
IN_WORDS = rf"|(?<![\w-])(?P<word>{WORDED})|(?<![\w-])(?P<bare>{BARE_SCALE})"
QUANTITY = re.compile(
    QUANTITY_OF.replace("IN_WORDS", IN_WORDS).replace("FIRST_LETTERS", "|[bcefhmnostz]"),
    re.IGNORECASE,
)
# The same for a text without number words, which takes less time.
IN_DIGITS = re.compile(
    QUANTITY_OF.replace("IN_WORDS", r"|(?P<word>(?!))|(?P<bare>(?!))").replace("FIRST_LETTERS", ""),
    re.IGNORECASE,
)


class Kind(StrEnum):
    """What a figure is of."""

    NUMBER = "number"
    ARTICLE = "article"  # Vietnamese "một": one, or "a"
    MONEY = "money"
    PERCENT = "percent"
    POINTS = "percentage points"
    YEAR = "year"
    DATE = "date"
    DOCUMENT = "document"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its kind, what it may mean, likeliest first, its currency, and its place.

    A reading is a ``Decimal`` with its scale applied (of 40 million 40000000, of 55 % 55), a
    ``Day``, or the folded text of a document number or a code.
    """

    kind: Kind
    readings: tuple[Decimal | Day | str, ...]
    unit: str
    start: int
    end: int

    @property
    def value(self) -> Decimal | Day | str:
        """The likeliest reading."""
        return self.readings[0]


@lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[Figure, ...]:
    """Return the figures of a text in NFC; numbers in links are left out.

    Both ends of a range have its scale and unit.

    >>> [(str(each.kind), str(each.value)) for each in figures_in("40 triệu, 65-70%, in 2024")]
    [('number', '40000000'), ('percent', '65'), ('percent', '70'), ('year', '2024')]
    >>> [(each.unit, f"{each.value:,}") for each in figures_in("USD 25 billion = 25 tỷ USD")]
    [('USD', '25,000,000,000'), ('USD', '25,000,000,000')]
    """
    if MAY_LINK.search(text):
        text = LINK.sub(lambda match: HIDDEN * len(match.group()), text)
    vietnamese = bool(UNCLEAR.search(text)) and is_vietnamese(text)
    documents = list(documents_in(text))
    text = hide(text, documents)
    dates = [
        Figure(Kind.DATE, days, "", start, end)
        for start, end, days in dates_in(text, vietnamese=vietnamese)
    ]
    text = hide(text, dates)
    words = WORD.findall(text.lower())
    pattern = IN_DIGITS if NUMBER_VOCABULARY.isdisjoint(words) else QUANTITY
    numbers = [
        each
        for match in pattern.finditer(text)
        for each in quantities(match, vietnamese=vietnamese)
    ]
    return tuple(sorted(documents + dates + numbers, key=lambda each: each.start))


def documents_in(text: str) -> Iterator[Figure]:
    """Yield the document numbers of a text."""
    for match in DOCUMENT.finditer(text):
        start, end = match.span()
        before = text[max(0, start - LONGEST_NAME) : start]
        if match["full"] or (not YEAR.fullmatch(match.group()) and NAMED.search(before)):
            yield Figure(Kind.DOCUMENT, (document_key(match.group()),), "", start, end)


def is_vietnamese(text: str) -> bool:
    """Whether a text is Vietnamese; Vietnamese names and document numbers do not make it so.

    Where no letter tells, its function words do.

    >>> is_vietnamese("Hà Nội had 8,280 of them in the year before"), is_vietnamese("tại Hà Nội")
    (False, True)
    >>> is_vietnamese("co 8.280 tai khoan duoc cap"), is_vietnamese("8,280 accounts")
    (True, False)
    """
    words = WORD.findall(text.lower())
    if VIETNAMESE_LETTER.search(text):
        return 4 * sum(bool(VIETNAMESE_LETTER.search(word)) for word in words) >= len(words)
    syllables = sum(word in FUNCTION_SYLLABLES and word not in FUNCTION_WORDS for word in words)
    english = sum(word in FUNCTION_WORDS and word not in FUNCTION_SYLLABLES for word in words)
    return syllables > english


def hide(text: str, figures: Sequence[Figure]) -> str:
    """Return a text with what has been read made unreadable, every place where it was."""
    if not figures:
        return text
    parts, end = [], 0
    for each in figures:
        parts += [text[end : each.start], HIDDEN * (each.end - max(end, each.start))]
        end = each.end
    return "".join([*parts, text[end:]])


def document_key(written: str) -> str:
    """Return a document number in one form.

    >>> document_key("05/CT-TTg"), document_key("57-NQ/TW")
    ('5/ct/ttg', '57/nq/tw')
    """
    return fold(written).replace("-", "/").lstrip("0")


def quantities(match: re.Match[str], *, vietnamese: bool) -> Iterator[Figure]:
    """Yield what a match of ``QUANTITY`` says: two figures of a range, else one."""
    if match["code"]:
        yield Figure(Kind.CODE, (fold(match["code"]),), "", *match.span("code"))
        return
    scale = f"{match['bare'] or ''} {match['scale'] or ''}"
    factor = scale_of(scale) if scale != " " else Decimal(1)
    kind, unit = kind_of(match)
    in_words = match["word"] or match["bare"]
    if in_words:
        value = worded(match["word"]) if match["word"] else Decimal(1)
        if kind is Kind.NUMBER and fold(match.group()) == "mot":
            kind = Kind.ARTICLE
        yield Figure(kind, (value * factor,), unit, *match.span())
        return
    if scale != " " or match["after"]:
        # The words beside a number are in the language in which it is written.
        vietnamese = bool(VIETNAMESE_UNIT.search(f"{scale} {match['after'] or ''}"))
    for group in ("first", "last"):
        if not (written := match[group]):
            continue
        values = tuple(each * factor for each in readings(written, vietnamese=vietnamese))
        start, end = match.span(group)
        if not values:
            yield Figure(Kind.CODE, (written,), "", start, end)
        elif YEAR.fullmatch(written) and (plain(match) or (group == "first" and match["last"])):
            yield Figure(Kind.YEAR, (Decimal(written),), "", start, end)
        else:
            if match["sign"] and group == "first":
                values = tuple(-each for each in values)
            first, last = group == "first", group == "last" or not match["last"]
            place = (match.start() if first else start, match.end() if last else end)
            yield Figure(kind, values, unit, *place)


def plain(match: re.Match[str]) -> bool:
    """Whether a number stands without scale, unit and sign."""
    return not any(match[key] for key in ("before", "sign", "scale", "points", "percent", "after"))


def kind_of(match: re.Match[str]) -> tuple[Kind, str]:
    """Return the kind of a quantity and its currency, if it is a sum of money."""
    if match["points"]:
        return Kind.POINTS, ""
    if match["percent"]:
        return Kind.PERCENT, "‰" if match["percent"] == "‰" else ""
    currency = match["after"] or match["before"]
    return (Kind.MONEY, currency_of(currency)) if currency else (Kind.NUMBER, "")
