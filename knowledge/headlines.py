"""What a text says of itself: its letterhead, lines like ``Number: ...``, its day of effect.

Nothing is guessed: what is said in two ways that differ is unknown.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from knowledge.days import day_in
from knowledge.effect import day_of_effect
from knowledge.kinds import IN_FORCE, kind_of
from knowledge.letterhead import BODY, NUMBER, letterhead_of
from knowledge.text import fold, source_url

# Facts of a document stand in its first lines, before its recitals, its articles or any prose.
HEAD_LINES = 40
PROSE_LENGTH = 60
# A head has no more lines, blank ones included, and none of more characters.
MOST_LINES = 1000
LONGEST_LINE = 1000
PROSE_END = re.compile(r"[.!?][\"”’)\]]*$")
VALUE_LENGTH = 200

LABELS = {
    "number": r"(?:document\s+)?number|số\s+hiệu|số,?\s+ký\s+hiệu",
    "issuer": r"issued\s+by|issuer|issuing\s+(?:body|authority|agency)|cơ\s+quan\s+ban\s+hành",
    "publisher": r"published\s+by|publisher|đơn\s+vị\s+công\s+bố",
    "published": r"(?:published|issued)(?:\s+on)?|date\s+of\s+(?:issue|issuance|publication)"
    r"|ngày\s+(?:ban\s+hành|công\s+bố|đăng)",
    "effective": r"effective(?:\s+date|\s+from)?|in\s+force\s+from"
    r"|(?:ngày\s+)?(?:có\s+)?hiệu\s+lực(?:\s+từ)?",
    "kind": r"kind|document\s+type|loại\s+văn\s+bản",
}
LABEL = re.compile("|".join(f"(?P<{key}>{names})" for key, names in LABELS.items()), re.IGNORECASE)

Fact = TypeVar("Fact", str, date)


def facts_of_text(text: str) -> dict[str, object]:
    """Return what a text clearly says of itself.

    The keys are number, issuer, publisher, kind, title, url (texts), published and effective
    (days); what it does not say is not there.
    """
    lines = head_lines(text)
    texts, days = labelled_facts(lines)
    letterhead = letterhead_of(lines)
    kind = sole([*texts["kind"], *letterhead.kinds])
    in_force = day_of_effect(text, signed=sole(letterhead.days), legal=kind in IN_FORCE)
    found = {
        "number": sole([*texts["number"], *letterhead.numbers]),
        # The names of an office in two languages are not compared: the line is meant for us.
        "issuer": sole(texts["issuer"] or letterhead.issuers),
        "publisher": sole(texts["publisher"]),
        "kind": kind,
        "title": letterhead.title,
        "url": sole(addresses_of(lines)),
        "published": sole([*days["published"], *letterhead.days]),
        "effective": sole([*days["effective"], *([in_force] if in_force else [])]),
    }
    return {key: value for key, value in found.items() if value}


def head_lines(text: str) -> list[str]:
    """Return the lines before the body of a document; "" is a blank line."""
    head: list[str] = []
    written = 0
    for line in text.split("\n"):
        line = line.strip()
        body = len(line) > LONGEST_LINE or BODY.match(line) or is_prose(line)
        if body or written == HEAD_LINES or len(head) == MOST_LINES:
            break
        head.append(line)
        written += bool(line)
    return head


def is_prose(line: str) -> bool:
    """Whether a line is long and ends as a sentence does."""
    return len(line) >= PROSE_LENGTH and bool(PROSE_END.search(line))


def labelled_facts(
    lines: Sequence[str],
) -> tuple[Mapping[str, list[str]], Mapping[str, list[date]]]:
    """Return the texts and the days that lines like ``Number: 749/QĐ-TTg`` name.

    A cell of a table is no such line: it speaks of its row.
    """
    texts: dict[str, list[str]] = {"number": [], "issuer": [], "publisher": [], "kind": []}
    days: dict[str, list[date]] = {"published": [], "effective": []}
    for line in lines:
        name, colon, value = (part.strip() for part in line.partition(":"))
        match = LABEL.fullmatch(name)
        if not (match and match.lastgroup and colon and value) or "|" in line:
            continue
        key = match.lastgroup
        if key in days:
            day = day_in(value, vietnamese=not name.isascii())
            days[key] += [day] if day else []
        elif usable := usable_text(key, value):
            texts[key].append(usable)
    return texts, days


def only_labels(text: str) -> bool:
    """Whether every line of a text is one like ``Number: 749/QĐ-TTg``, which tells a fact."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return bool(lines) and all(is_labelled(line) for line in lines)


def is_labelled(line: str) -> bool:
    """Whether a line is a label with its value, or names its source."""
    name, _, value = (part.strip() for part in line.partition(":"))
    labelled = bool(LABEL.fullmatch(name) and value) and "|" not in line
    return labelled or source_url(line) is not None


def addresses_of(lines: Sequence[str]) -> list[str]:
    """Return the addresses of ``Source: URL`` lines, but those that the next line may go on."""
    below = [*lines, ""][1:]
    pairs = zip(lines, below, strict=True)
    return [
        url for line, after in pairs if (url := source_url(line)) and (" " in after or not after)
    ]


def usable_text(key: str, value: str) -> str | None:
    """Return the text of a fact, ``None`` when it cannot be one."""
    if key == "kind":
        return kind_of(value)
    if key == "number":
        return value if re.fullmatch(NUMBER, value) else None
    return " ".join(value.split()) if len(value) <= VALUE_LENGTH else None


def sole(values: Iterable[Fact]) -> Fact | None:
    """Return the one value that there is, ``None`` when there are several or none.

    The same with and without diacritics is one value: that with diacritics.

    >>> sole(["749/QD-TTg", "749/QĐ-TTg"]), sole(["1/QĐ-A", "2/QĐ-A"])
    ('749/QĐ-TTg', None)
    """
    found = sorted(set(values), key=str, reverse=True)
    if len({fold(str(value)) for value in found}) != 1:
        return None
    return next((each for each in found if not str(each).isascii()), found[0])
