"""Days, months of a year and days of a month as English and Vietnamese texts write them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
# "May" and "March" are other words when they are not in capitals.
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|(?-i:Mar(?:ch)?|May|MAR(?:CH)?|MAY)|Apr(?:il)?|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
# By the last letter of the names of the groups: a month, a day, the first of two days.
MOST = {"m": 12, "d": 31, "f": 31}
NTH = r"(?:st|nd|rd|th)?"
DAY = r"\d{1,2}"
YEAR = r"(?:19|20)\d\d"
# "28 and 29 July", "7-9/9/2020": two days of one month.
FIRST = rf"(?:(?P<_f>{DAY}){NTH}\s*(?:[-–—&]|\band\b|\bto\b|\bvà\b|\bđến\b)\s*)?"
DATE = re.compile(
    r"(?<![\w/])(?<!\d[.,])(?=[\dadfjmnost])(?:"
    rf"(?P<iy>{YEAR})-(?P<im>\d\d)-(?P<id>\d\d)"
    rf"|(?:ng[àa]y\s+)?{FIRST.replace('_', 'v')}(?P<vd>{DAY})\s+th[áa]ng\s+(?P<vm>{DAY})(?!\d)"
    rf"(?:\s*(?:[/.-]|,?\s*n[ăa]m\b)\s*(?P<vy>{YEAR}))?"
    rf"|th[áa]ng\s+(?P<tm>{DAY})(?!\d)(?:\s*(?:[/-]|,?\s*n[ăa]m\b)\s*(?P<ty>{YEAR}))?"
    rf"|(?P<em>{MONTH})\s*(?P<ed>{DAY}){NTH}(?!\d|[.,]\d|\s?%)(?:,?\s+(?P<ey>{YEAR}))?"
    rf"|{FIRST.replace('_', 'd')}(?P<dd>{DAY}){NTH}\s+(?:of\s+)?(?P<dm>{MONTH})"
    rf"(?:,?\s+(?P<dy>{YEAR}))?"
    rf"|(?P<mm>{MONTH}),?\s+(?P<my>{YEAR})"
    rf"|{FIRST.replace('_', 'n')}(?P<nd>{DAY})(?P<mark>[/.-])(?P<nm>{DAY})(?P=mark)(?P<ny>{YEAR})"
    # "quý 2/2025" is a quarter.
    rf"|(?<!quý\s)(?<!quy\s)(?P<sm>{DAY})/(?P<sy>{YEAR})"
    rf"|ng[àa]y\s+(?P<gd>{DAY})/(?P<gm>{DAY})"
    r")(?!\w|/\w|[.,]\d)",
    re.IGNORECASE,
)


class Day(NamedTuple):
    """A day, as far as it is said: a part that is not said is 0."""

    year: int = 0
    month: int = 0
    day: int = 0

    def within(self, other: "Day") -> bool:
        """Whether all that is said of this day is said of another one.

        >>> Day(2019, 12).within(Day(2019, 12, 9)), Day(2019, 12, 9).within(Day(2019, 12))
        (True, False)
        """
        return all(not said or said == known for said, known in zip(self, other, strict=True))


def dates_in(text: str, *, vietnamese: bool) -> Iterator[tuple[int, int, tuple[Day, ...]]]:
    """Yield start, end and readings of each date of a text.

    "3/6/2020" has two readings where English may mean the month first. Of two days of one month
    each is yielded, with the place of both.

    >>> list(dates_in("28 and 29 July 2022", vietnamese=False))[1]
    (0, 19, (Day(year=2022, month=7, day=29),))
    """
    for match in DATE.finditer(text):
        said = {key: value for key, value in match.groupdict().items() if value}
        said.pop("mark", None)
        parts = {key[-1]: number(value) for key, value in said.items()}
        if any(not 1 <= parts.get(part, 1) <= most for part, most in MOST.items()):
            continue
        year, month, day = (parts.get(part, 0) for part in "ymd")
        for each in [parts["f"], day] if "f" in parts else [day]:
            readings = [Day(year, month, each)]
            if "nd" in said and not vietnamese and each <= 12 and each != month:
                readings.append(Day(year, each, month))
            yield *match.span(), tuple(readings)


def number(written: str) -> int:
    """Return the number of a day, a month or a year; a month may be given by its name."""
    return int(written) if written.isdigit() else MONTHS.index(written[:3].lower()) + 1
