"""The day from which a document holds, where a sentence of it says so."""

import re
from datetime import date

from knowledge.days import DAY, day_of
from knowledge.kinds import NAMES

TAKES_EFFECT = re.compile(
    r"(?:có\s+hiệu\s+lực(?:\s+thi\s+hành)?\s+(?:kể\s+)?từ"
    r"|(?:takes?|enters?|comes?|be|is|are)\s+(?:into\s+)?(?:full\s+)?(?:effect|effective|force)"
    r"\s+(?:from|on|as\s+of|as\s+from)|effective\s+(?:from|on|as\s+of|as\s+from))\s+"
    r"(?:(?P<signing>ngày\s+ký\b|the\s+(?:date|day)\s+of\s+(?:its\s+)?(?:signing|signature)\b)"
    rf"|{DAY.pattern})",
    re.IGNORECASE,
)
DENIED = re.compile(r"\b(?:not|ceases?\s+to|no\s+longer|không)\s+$", re.IGNORECASE)
OF_THIS = re.compile(rf"\bthis\s+(?:{NAMES})\b|\b(?:{NAMES})\s+này\b", re.IGNORECASE)
OF_THE = re.compile(
    rf"(?:\bthe\s+(?:{NAMES})|(?:^|[.;:\n]\s*)(?:{NAMES}))\s+(?:(?:shall|will|officially)\s+)*$",
    re.IGNORECASE,
)
SENTENCE_START = re.compile(r"[.;:]\s|\n\s*\n")
# How far before the words of effect their subject is looked for, in characters.
REACH = 300
# A text that speaks of effect more often than this is a collection, and says nothing of itself.
MOST_MENTIONS = 100


def day_of_effect(text: str, *, signed: date | None, legal: bool) -> date | None:
    """Return the day from which a document says that it holds.

    ``None`` unless it names exactly one such day and says that it is its own: "this Decree", or,
    in what is known to be a ``legal`` document, "the Decree". The day of signing is ``signed``.
    """
    days: set[date | None] = set()
    own = False
    for count, match in enumerate(TAKES_EFFECT.finditer(text)):
        if count == MOST_MENTIONS:
            return None
        before = text[max(0, match.start() - REACH) : match.start()]
        if DENIED.search(before):
            continue
        vietnamese = match[0].lower().startswith("có")
        days.add(signed if match["signing"] else day_of(match, vietnamese=vietnamese))
        sentence = SENTENCE_START.split(before)[-1]
        own = own or bool(OF_THIS.search(sentence)) or (legal and bool(OF_THE.search(before)))
    return days.pop() if own and len(days) == 1 else None
