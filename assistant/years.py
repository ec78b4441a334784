"""The years that a text names."""

import re
from functools import lru_cache

from assistant.moments import months

YEAR = re.compile(r"(?<![\d.,/])(?:19[5-9]\d|20[0-9]\d)(?![\d%]|[.,]\d)")


# "up 2.5 times compared to 2023": the year a figure is measured against, not the one it is of.
COMPARED = re.compile(
    r"(?:compared (?:to|with)|than(?: in)?|versus|against|since"
    r"|(?:times|up|down|percent|%) (?:on|over)"
    r"|so với(?: năm)?|so voi(?: nam)?)\s+"
    r"(?:the year\s+)?(?=(?:19|20)\d\d\b)(\d{4})",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def years(text: str) -> frozenset[int]:
    """Return the years that a text names.

    >>> sorted(years("in 2021-2024, 2,023 files and 2030 targets"))
    [2021, 2024, 2030]
    >>> sorted(years("3/2020, 9/12/2019, rank 71/1932, Decree 12/2023/ND-CP"))
    [2019, 2020]
    """
    written = frozenset(int(year) for year in YEAR.findall(text))
    return written | {year for year, _ in months(text)}


@lru_cache(maxsize=8192)
def main_years(text: str) -> frozenset[int]:
    """Return the years that a text names, without those it only compares with.

    >>> sorted(main_years("up 15 places in 2024 compared to 2022, by 5% on 2023"))
    [2024]
    >>> sorted(main_years("the report on 2024"))
    [2024]
    """
    return years(COMPARED.sub("", text))
