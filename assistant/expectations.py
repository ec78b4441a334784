"""What kind of thing a question asks for, and whether a sentence has one to offer.

A question for a count is not answered by a sum of money, and a question for a reason not by a
fact; that a sentence is on the same topic is not enough.
"""

import re
from dataclasses import dataclass

from knowledge import fold

# Not the 06 of "Project 06", which is a name.
NUMBER = r"(?<![\w.,])(?!0\d)\d+(?:[.,]\d+)*(?!\d|[.,]\d)"
SCALE = r"(?:\s*(?:hundred|thousand|million|billion|trillion|nghin|trieu|ty|ti))*"
CURRENCY = r"(?:usd|us\$|vnd|dollars?|euros?|eur)\b"
# Folded, "tiền" looks like the half of "tiện ích", and "đồng" like that of "lao động".
DONG = r"(?<!lao )(?<!hoat )(?<!cong )dong\b(?! (?:bo|thoi|y|hanh|bao|nhat|vat))"
SUM = rf"(?:{CURRENCY}|{DONG})"
WORDED = (
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|hundreds?"
    r"|thousands?|millions?|twice)\b"
)
# Not the half or the quarter of a year, nor a third party.
PART = (
    r"\b(?:(?<!first )(?<!second )(?<!last )half|(?:a|one) (?:third|quarter) of(?! 20\d\d)"
    r"|two[ -]thirds|three[ -]quarters|(?:mot|phan) nua)\b"
)
YEAR = r"\b(?:1[89]|20)\d\ds?\b"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of question: how it is asked, and what an answer must have, in folded text."""

    name: str
    asked: re.Pattern[str]
    offered: re.Pattern[str]


TIME = Kind(
    "time",
    re.compile(r"^\W*(?:and )?when\b|\b(?:what|which) (?:year|date|day|month)\b|\bkhi nao\b"),
    re.compile(
        rf"{YEAR}|\b\d{{1,2}}/\d{{1,2}}\b|\b(?:january|february|march|april|may|june|july"
        r"|august|september|october|november|december|thang \d+|today|morning|century|the ky"
        r"|spring|summer|autumn|winter|mua (?:xuan|he|thu|dong))\b"
    ),
)

KINDS = (
    Kind(
        "reason",
        re.compile(r"^\W*(?:why|vi sao|tai sao)\b|\b(?:for what reason|ly do)\b"),
        re.compile(
            r"\b(?:because|since|due to|owing to|thanks to|as a result|therefore|so that|in order"
            r"|reasons?|causes?|caused|vi|do|boi|nho|nham|nguyen nhan)\b"
        ),
    ),
    Kind(
        "money",
        re.compile(
            rf"\bhow much\b.*\b(?:money|{CURRENCY})|\bhow many (?:\w+ )?{CURRENCY}|\bso tien\b"
            rf"|\bbao nhieu (?:(?:nghin|trieu|ty|ti) )*(?:tien\b(?! (?:ich|do|bo))|{SUM})"
        ),
        re.compile(SUM),
    ),
    Kind(
        "share",
        re.compile(r"\b(?:what|which) (?:percentage|per ?cent|share|proportion)\b|\bphan tram\b"),
        re.compile(rf"{NUMBER}\s*(?:%|per ?cent|phan tram)|{NUMBER}\s*(?:/|out of|of)\s*\d|{PART}"),
    ),
    Kind(
        "count",
        re.compile(r"\bhow many\b|\bbao nhieu (?:nguoi|tai khoan|don vi|dia phuong|tinh)\b"),
        re.compile(rf"(?!(?:19|20)\d\d\b){NUMBER}(?!{SCALE}\s*{SUM})|{WORDED}"),
    ),
    Kind(
        "number",
        re.compile(r"\bhow much\b|\bbao nhieu\b"),
        re.compile(rf"(?!(?:19|20)\d\d\b){NUMBER}|{WORDED}|{PART}"),
    ),
    Kind(
        "score",
        re.compile(r"\bscored?\b|\b(?:bao nhieu|may) diem\b|\bdiem (?:so )?la bao nhieu\b"),
        re.compile(r"\d[.,]\d"),
    ),
    TIME,
)


# What the nouns of a question let one expect; a sentence without it may answer all the same.
LIKELY = (
    Kind(
        "money",
        re.compile(
            r"\b(?:revenues?|turnover|sales|worth|costs?|spending|spent|earn(?:ed|ings)?|budget"
            r"|market size|doanh thu|kim ngach|chi phi|ngan sach|quy mo thi truong|tri gia)\b"
        ),
        re.compile(rf"\d\W*(?:(?:thousand|million|billion|trillion|nghin|trieu|ty|ti)\s*)?{SUM}"),
    ),
    Kind(
        "share",
        re.compile(r"\b(?:rate|percentage|share|proportion|ty le|ti le|ty trong|ti trong)\b"),
        re.compile(rf"{NUMBER}\s*(?:%|per ?cent|phan tram)"),
    ),
    Kind(
        "rank",
        re.compile(
            r"\b(?:rank(?:s|ed|ing)?|places?|position|xep (?:thu|hang)|dung thu|thu may|hang may"
            r"|thu hang|vi tri)\b"
        ),
        re.compile(
            r"\b\d+(?:st|nd|rd|th)\b|\b(?:first|second|third)\b|\b\d+ ?(?:of|out of|/) ?\d+\b"
            r"|\brank\w* (?:\w+ ){0,3}\d|\b(?:thu|hang) \d"
        ),
    ),
    Kind(
        "score",
        re.compile(r"\b(?:score|scored|points|diem|index value)\b"),
        re.compile(r"\d[.,]\d"),
    ),
)


def likely(question: str) -> Kind | None:
    """Return the kind of thing that a question's nouns speak of, ``None`` when they do not tell.

    >>> likely("e-commerce revenue in 2022").name, likely("What place was it?").name
    ('money', 'rank')
    """
    folded = fold(question)
    return next((kind for kind in LIKELY if kind.asked.search(folded)), None)


def expected(question: str) -> Kind | None:
    """Return what kind of thing a question asks for, ``None`` when any sentence may answer.

    >>> expected("Why did it rise?").name, expected("how many people?").name, expected("the target")
    ('reason', 'count', None)
    """
    folded = fold(question)
    return next((kind for kind in KINDS if kind.asked.search(folded)), None)


def offers(text: str, kind: Kind | None) -> bool:
    """Whether a text has a thing of a kind.

    >>> offers("It was 13 billion USD in 2023.", expected("How many people?"))
    False
    """
    return kind is None or bool(kind.offered.search(fold(text)))


def tells_when(text: str, question: str) -> bool:
    """Whether a text has a time that a question does not give itself; true when it gives several.

    >>> tells_when("Index 2025: rank 44", "When was the Index 2025 published?")
    False
    >>> tells_when("In May 2025 the Index came.", "When was the Index 2025 published?")
    True
    """
    given = set(re.findall(YEAR, fold(question)))
    if len(given) != 1:
        return offers(text, TIME)
    rest = re.sub(rf"(?<![\d/.-]){given.pop()}\b", " ", fold(text))
    return offers(rest, TIME)
