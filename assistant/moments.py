"""The months that a text names, with their years: of days and of months, in both languages."""

import calendar
import re
from functools import lru_cache

from knowledge import fold

Month = tuple[int, int]

NAMES = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
NAME = "|".join(sorted(NAMES, key=len, reverse=True))
YEAR = r"((?:19|20)\d\d)"
DAYS = r"\d{1,2}(?:st|nd|rd|th)?"
# "28 January 2022", "January 28, 2022", "in Jan. 2022": with a year, since "may" is a verb too.
WRITTEN = re.compile(rf"\b({NAME})\.?\s+(?:{DAYS},?\s+)?(?:of\s+)?{YEAR}\b")
# "28/1/2022", "1/2022", "1-2022"; "tháng 1 năm 2022", which without "tháng" is another number.
# "12/2023/ND-CP" is the number of a decree.
NUMBERED = re.compile(
    rf"(?<![\d/.,])(?:\d{{1,2}}[/.-])?(\d{{1,2}})[/.-]{YEAR}(?![\d/.,]*\d)(?!/[a-z])"
)
SAID = re.compile(rf"\bthang\s+(\d{{1,2}})\s+nam\s+{YEAR}\b")
# "from January to March 2022", "tháng 1 và tháng 3/2022": the year is said once.
SEVERAL = re.compile(rf"\b({NAME})\s+(?:to|and|or|over|until|through|-|–)\s+(?:{NAME})\s+{YEAR}\b")


# "after July 2025" is no time at which something held.
BOUND = re.compile(
    rf"\b(?:after|before|since|sau|truoc|tu)\s+(?:(?:ngay|thang)\s+)?"
    rf"(?:{DAYS}\s+)?(?:(?:{NAME})\s+{YEAR}|[\d/.-]+\d)"
)


def main_months(text: str) -> frozenset[Month]:
    """Return the months that a text names, but those that it only counts from or to.

    >>> sorted(main_months("after July 2025, in August 2025, sau tháng 9/2025"))
    [(2025, 8)]
    """
    return months(BOUND.sub(" ", fold(text)))


@lru_cache(maxsize=8192)
def months(text: str) -> frozenset[Month]:
    """Return year and month of each month that a text names together with its year.

    >>> sorted(months("On 28 January 2022 and in Sept. 2024; it may 2023"))
    [(2022, 1), (2023, 5), (2024, 9)]
    >>> sorted(months("Ngày 9/12/2019, tháng 3/2021 và tháng 5 năm 2020; 12/2019-2021; 3/4"))
    [(2019, 12), (2020, 5), (2021, 3)]
    >>> months("Decree 12/2023/ND-CP")
    frozenset()
    """
    folded = fold(text)
    found = {
        (int(match[2]), NAMES[match[1]])
        for pattern in (WRITTEN, SEVERAL)
        for match in pattern.finditer(folded)
    }
    found |= {
        (int(match[2]), int(match[1]))
        for pattern in (NUMBERED, SAID)
        for match in pattern.finditer(folded)
    }
    return frozenset((year, month) for year, month in found if 1 <= month <= 12)
