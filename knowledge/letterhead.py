"""The letterhead of Vietnamese official documents and of their English translations.

Decree 30/2020/NĐ-CP on records (annex I) says how it looks: the issuer and below it the number on
the left, the State's name and motto and below them place and day on the right, then the kind in
capitals and its title below. Texts made of it have the two columns side by side or one after
the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.days import day_in
from knowledge.kinds import NAMES, kind_of

TITLE_LINES = 6
TITLE_LENGTH = 300
# Lines above which a kind with a number, as in "Decision No. 749/QĐ-TTg", is the document's own.
TITLE_PLACE = 3

# digits/[year/]TYPE-BODY: 749/QĐ-TTg, 13/2023/NĐ-CP, 20/2023/QH15, and 57-NQ/TW of the Party.
NUMBER = (
    r"\d{1,5}(?:/\d{4})?/[A-ZĐ][A-Za-zĐđ]{0,9}\d{0,2}(?:-[A-ZĐ][A-Za-zĐđ&]{0,15})*"
    r"|\d{1,4}-[A-ZĐ][A-Za-zĐđ]{1,3}/[A-ZĐ][A-Za-zĐđ]{1,15}"
)
NUMBER_LABEL = r"(?:document\s+)?number|no\.?|số(?:\s+hiệu|\s*[,/]?\s*k[ýí]\s+hiệu)?"
NUMBER_LINE = re.compile(
    rf"(?:(?P<kind>(?i:{NAMES}))\s*)?(?P<label>(?i:{NUMBER_LABEL})\s*:?)?\s*"
    rf"(?P<number>{NUMBER})(?![\w/-])[\s,]*(?P<rest>.*)"
)
MOTTO = re.compile(
    r"cộng\s+h(?:òa|oà)\s+xã\s+hội\s+chủ\s+nghĩa\s+việt\s+nam|đảng\s+cộng\s+sản\s+việt\s+nam"
    r"|độc\s+lập\s*[-–]\s*tự\s+do\s*[-–]\s*hạnh\s+phúc"
    r"|(?:the\s+)?socialist\s+republic\s+of\s+viet\s?nam|communist\s+party\s+of\s+viet\s?nam"
    r"|independence\s*[-–]\s*freedom\s*[-–]\s*happiness",
    re.IGNORECASE,
)
ISSUER = re.compile(
    r"(?:the\s+)?(?:prime\s+minister|(?:office\s+of\s+the\s+)?government|national\s+assembly\b.*"
    r"|president|ministry\s+(?:of|for)\s.+|state\s+bank\b.*|people[’']s\s+(?:committee|council)\b.*"
    r"|politburo|secretariat|(?:party\s+)?central\s+committee\b.*|government\s+office"
    r"|(?:national\s+)?(?:steering\s+)?committee\s.+|department\s+of\s.+)"
    r"|thủ\s+tướng(?:\s+chính\s+phủ)?|chính\s+phủ|quốc\s+hội|chủ\s+tịch\s+nước"
    r"|(?:ủy|uỷ)\s+ban\s.+|hội\s+đồng\s.+|bộ\s.+|ban\s.+|ngân\s+hàng\s+nhà\s+nước\b.*"
    r"|văn\s+phòng\s.+|(?:tòa|toà)\s+án\s.+|viện\s.+|sở\s.+|kiểm\s+toán\s+nhà\s+nước"
    r"|thanh\s+tra\s+chính\s+phủ|tổng\s+cục\s.+|cục\s.+",
    re.IGNORECASE,
)
# The second line of the name of a local body, and of the Party's Central Committee.
GOES_ON = re.compile(
    r"(?:tỉnh|thành\s+phố|tp\.?|quận|huyện|thị\s+xã|xã|phường|trung\s+ương|of|and|và)\s",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\w+day|thứ\s+\w+|chủ\s+nhật", re.IGNORECASE)
RULE = re.compile(r"[-–—_=*~. ]*")
KIND_FIRST = re.compile(rf"(?P<kind>{NAMES})\b", re.IGNORECASE)
BODY = re.compile(
    r"căn\s+cứ|theo\s+đề\s+nghị|pursuant\s+to|at\s+the\s+(?:proposal|request)|on\s+the\s+basis"
    r"|điều\s+\d|article\s+\d|chương\s+[ivx\d]+\b|chapter\s+[ivx\d]+\b",
    re.IGNORECASE,
)
NOT_TITLE = re.compile(r"\(|\d+[.)]|[IVX]+\.|kính\s+gửi|[\w\s]{2,30}:\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What a letterhead may say; each is a list of all that it says."""

    numbers: tuple[str, ...]
    days: tuple[date, ...]
    kinds: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    title: str | None = None


def letterhead_of(lines: Sequence[str]) -> Letterhead:
    """Return what the first lines of a text say as a letterhead does; "" is a blank line.

    A kind in capitals, its title and the issuer count only below or beside a number, a place
    with a day, or the State's motto.
    """
    numbers, days = numbers_of(lines), days_of(lines)
    if not (numbers or days or any(MOTTO.search(line) for line in lines)):
        return Letterhead((), ())
    rows = [row for row, line in enumerate(lines) if kind_in_capitals(line)]
    kinds = tuple(kind for row in rows if (kind := kind_in_capitals(lines[row])))
    # The issuer stands above all that, or above the kind.
    facts = [row for row, line in enumerate(lines) if numbers_of([line]) or days_of([line])]
    end = next(iter([*rows, *facts]), len(lines))
    title = title_below(lines, rows[0]) if rows else None
    return Letterhead(
        tuple(number for number, _ in numbers),
        (*days, *(day for _, day in numbers if day)),
        kinds,
        tuple(issuers_of(lines[:end])),
        title,
    )


def parts_of(line: str) -> list[str]:
    """Return the columns of a line, without the State's name and motto and without rules."""
    columns = re.split(r"\s*\|\s*|\s{3,}|\t", MOTTO.sub("   ", line))
    return [" ".join(each.split()) for each in columns if not RULE.fullmatch(each)]


def numbers_of(lines: Sequence[str]) -> list[tuple[str, date | None]]:
    """Return the numbers that stand on a line of their own, with the day beside them.

    A number is in the first column; further columns of a table have numbers of other documents.
    """
    found = []
    for row, line in enumerate(lines):
        match = NUMBER_LINE.fullmatch(next(iter(parts_of(line)), ""))
        if not match or not (match["kind"] or match["label"]):
            continue
        if match["kind"] and ":" not in (match["label"] or "") and row >= TITLE_PLACE:
            continue
        rest = match["rest"].strip()
        day = place_day(rest) or plain_day(rest)
        if day or not rest:
            found.append((match["number"], day))
    return found


def days_of(lines: Sequence[str]) -> list[date]:
    """Return the days that stand with a place on a line, or in the right column of one."""
    found = []
    for line in lines:
        parts = parts_of(line)
        if len(parts) > 1 and not (NUMBER_LINE.fullmatch(parts[0]) or ISSUER.fullmatch(parts[0])):
            continue
        found += [day for part in parts if (day := place_day(part))]
    return found


def place_day(text: str) -> date | None:
    """Return the day of a text like "Hà Nội, ngày 03 tháng 6 năm 2020" or "Hanoi, June 3, 2020".

    After the name of a weekday stands the day on which a newspaper or its web page was seen.
    """
    place, comma, rest = text.partition(",")
    names = place.split()
    if not comma or not 1 <= len(names) <= 5 or not all(name[0].isupper() for name in names):
        return None
    if WEEKDAY.fullmatch(place.strip()):
        return None
    return plain_day(rest)


def plain_day(text: str) -> date | None:
    """Return the day that a text is, after a word that introduces it."""
    bare = re.sub(r"^\s*(?:of|dated?|on)\s+", "", text, flags=re.IGNORECASE)
    return day_in(bare, vietnamese="ngày" in text.lower())


def kind_in_capitals(line: str) -> str | None:
    """Return the kind with which a line in capitals begins, as QUYẾT ĐỊNH or LAW ON DATA do."""
    bare = line.strip().rstrip(":")
    match = KIND_FIRST.match(bare)
    return kind_of(match["kind"]) if match and bare.isupper() and "|" not in bare else None


def issuers_of(lines: Sequence[str]) -> Iterator[str]:
    """Yield the names of offices that stand in capitals."""
    parts = [part for line in lines for part in parts_of(line)]
    for row, part in enumerate(parts):
        if part.isupper() and ISSUER.fullmatch(part):
            below = parts[row + 1] if row + 1 < len(parts) else ""
            yield f"{part} {below}" if below.isupper() and GOES_ON.match(below) else part


def title_below(lines: Sequence[str], row: int) -> str | None:
    """Return the title that stands below a kind; ``None`` when it is not clear where it ends.

    A title in capitals, as laws have, goes on from the kind: LUẬT + DỮ LIỆU.
    """
    head = lines[row].strip().rstrip(":")
    found = [] if kind_of(head) else [head]
    blank = False
    for line in lines[row + 1 :]:
        text = line.strip()
        if RULE.fullmatch(text):
            blank = True
            continue
        if ends_title(text) or (found and blank and not goes_on(found, text)):
            break
        found.append(text)
        blank = False
        if len(found) > TITLE_LINES:
            return None
    title = " ".join(" ".join(found).split())
    if not title or len(title) > TITLE_LENGTH or title.endswith((".", ";", ":")):
        return None
    return f"{head} {title}" if kind_of(head) and title.isupper() else title


def ends_title(line: str) -> bool:
    """Whether a line cannot be of a title: the body begins, an office speaks, a fact is named."""
    office = line.isupper() and ISSUER.fullmatch(line)
    number = NUMBER_LINE.fullmatch(line)
    return bool(office or number or place_day(line) or BODY.match(line) or NOT_TITLE.match(line))


def goes_on(found: Sequence[str], line: str) -> bool:
    """Whether a title goes on after a blank line: a quote is open, or a small letter begins."""
    text = " ".join(found)
    return text.count("“") > text.count("”") or line[:1].islower()
