"""The figures that a text states: its numbers, but not its dates, its names and its sources.

The validator asks of every figure of the corpus whether a question asks for it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

# Glued to letters (5G, IPv6) or to a slash (749/QĐ-TTg, 9/12) it is part of a name or a date,
# unless it has thousands marks (4,543/6,325).
NUMBER = re.compile(
    r"(?<![\w/.,])\d++(?:[.,]\d++)*+(?=(?:st|nd|rd|th)?(?![\w/]))"
    r"|(?<![\w.,])\d++(?:[.,]\d{3})++(?![\w.,])"
)
YEAR = re.compile(r"(?:19|20)\d\d")
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
# "28 January", "on 28 and 29 July", "January 19", "ngày 28", "tháng 6"
DATE = re.compile(
    rf"\b\d{{1,2}}(?:(?:\s?-\s?|\s(?:and|to)\s)\d{{1,2}})?\s(?:{MONTH})\b|\b(?:{MONTH})\s\d{{1,2}}\b"
    r"|\b(?:ngày|tháng|quý|năm)\s\d+(?:[/-]\d+)*",
    re.IGNORECASE,
)
# Where a digest names what it rests on: the last parentheses of a sentence, the last cell of a row,
# its list of addresses, and how many they are.
SOURCES = re.compile(
    r"https?://\S+|\b\d+ (?:public sources|nguồn công khai)\b"
    r"|\((?:[^()]*\b)?(?:sources?|publisher only|nguồn)\b(?:[^()]|\([^()]*\))*\)"
    r"|\|\s*(?:Source|Nguồn)\s*:.*",
    re.IGNORECASE | re.DOTALL,
)
# A number that is part of a name: "Project 06", "Industry 4.0", "Nghị quyết 57", "Điều 3".
NAMED = re.compile(
    r"\b(?:decisions?|projects?|resolutions?|decrees?|laws?|circulars?|directives?|notices?|plans?"
    r"|articles?|chapters?|clauses?|industry|web|no\.?|quyết định|nghị quyết|nghị định|thông tư"
    r"|chỉ thị|kế hoạch|đề án|luật|điều|khoản|chương|số)\s$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it stands in its text."""

    text: str
    start: int
    end: int


def figures_in(text: str) -> Iterator[Figure]:
    """Yield the figures of a sentence in their order.

    >>> text = "In July 2024 Project 06 had 16.4 million (sources: A 3)."
    >>> [each.text for each in figures_in(text)]
    ['16.4']
    """
    hidden = [span.span() for pattern in (SOURCES, DATE) for span in pattern.finditer(text)]
    for found in NUMBER.finditer(text):
        start, end = found.span()
        if any(first <= start < last for first, last in hidden):
            continue
        if YEAR.fullmatch(found.group()) or NAMED.search(text[:start]):
            continue
        yield Figure(found.group(), start, end)
