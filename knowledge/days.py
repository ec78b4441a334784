"""Days as official documents write them, in Vietnamese and English."""

import re
from datetime import date

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTH = "|".join(f"{month}|{month[:3]}" for month in MONTHS)

ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})"
# ngày 03 tháng 6 năm 2020
VIETNAMESE = r"(?:ngày\s+)?(?P<vd>\d{1,2})\s+tháng\s+(?P<vm>\d{1,2})\s+năm\s+(?P<vy>\d{4})"
# June 3, 2020; 3 June 2020; 3rd of June, 2020
MONTH_FIRST = rf"(?P<mm>{MONTH})\.?\s+(?P<md>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<my>\d{{4}})"
DAY_FIRST = rf"(?P<dd>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<dm>{MONTH})\.?,?\s+(?P<dy>\d{{4}})"
# 03/6/2020: the day first in Vietnamese, and in English only where it cannot be the month.
NUMERIC = r"(?:ngày\s+)?(?P<n1>\d{1,2})[/.-](?P<n2>\d{1,2})[/.-](?P<n3>\d{4})"
DAY = re.compile(
    rf"(?<![\d/.-])(?:{ISO}|{VIETNAMESE}|{MONTH_FIRST}|{DAY_FIRST}|{NUMERIC})(?![\d/-])",
    re.IGNORECASE,
)


def day_in(text: str, *, vietnamese: bool) -> date | None:
    """Return the day that a text is, and nothing else; ``None`` when it is none or unclear.

    ``vietnamese`` says whether 03/6/2020 stands in Vietnamese.

    >>> str(day_in("ngày 03 tháng 6 năm 2020", vietnamese=True))
    '2020-06-03'
    >>> str(day_in("June 3, 2020", vietnamese=False))
    '2020-06-03'
    >>> day_in("03/06/2020", vietnamese=False)
    """
    match = DAY.fullmatch(text.strip().rstrip(".;,"))
    return day_of(match, vietnamese=vietnamese) if match else None


def day_of(match: re.Match[str], *, vietnamese: bool) -> date | None:
    """Return the day of a match of ``DAY``, ``None`` when there is no such day."""
    found = {key: value for key, value in match.groupdict().items() if value}
    try:
        if "iso" in found:
            return date.fromisoformat(found["iso"])
        if "vy" in found:
            return date(int(found["vy"]), int(found["vm"]), int(found["vd"]))
        if "my" in found:
            return date(int(found["my"]), month(found["mm"]), int(found["md"]))
        if "dy" in found:
            return date(int(found["dy"]), month(found["dm"]), int(found["dd"]))
        first, second, year = (int(found[key]) for key in ("n1", "n2", "n3"))
        if vietnamese or first > 12 or first == second:
            return date(year, second, first)
    except ValueError:
        pass
    return None


def month(name: str) -> int:
    """Return the number of a month, by its English name or the first letters of it."""
    return next(
        number for number, each in enumerate(MONTHS, 1) if each.startswith(name.lower()[:3])
    )
