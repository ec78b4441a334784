"""What stands in an exported answer, whatever the format."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Final, Literal
from urllib.parse import urljoin, urlsplit

from assistant.types import Answer, Citation, Language

WORDS: Final[Mapping[Language, Mapping[str, str]]] = {
    "en": {
        "made": "Saved on {day} with {name}. Each footnote has the sentence of the document.",
        "name": "Policy Assistant",
        "asked": "Asked on {day}.",
        "nearest": "The nearest the documents say:",
        "page": "page {page} of {pages}",
        "unknown": "publisher unknown",
        "undated": "date unknown",
        "read": "Read it at {address}",
        "original": "Original: {address}",
        "when": "When",
        "value": "Value",
        "target": "target",
    },
    "vi": {
        "made": "Lưu ngày {day} bằng {name}. Mỗi chú thích có câu nguyên văn của tài liệu.",
        "name": "Trợ lý chính sách số",
        "asked": "Hỏi ngày {day}.",
        "nearest": "Nội dung gần nhất trong tài liệu:",
        "page": "trang {page}/{pages}",
        "unknown": "không rõ nơi công bố",
        "undated": "không rõ ngày",
        "read": "Đọc tại {address}",
        "original": "Bản gốc: {address}",
        "when": "Thời điểm",
        "value": "Giá trị",
        "target": "mục tiêu",
    },
}
MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, and when it was asked."""

    question: str
    answer: Answer
    asked: datetime


@dataclass(frozen=True, slots=True)
class Setting:
    """How an export is made: ``base`` is the address of the server, ``language`` its labels'."""

    base: str
    language: Language
    zone: tzinfo

    def word(self, name: str, /, **values: object) -> str:
        """Return what an export itself says."""
        return WORDS[self.language][name].format(**values)

    def day(self, moment: date | datetime) -> str:
        """Write a day the way the language does."""
        day = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        if self.language == "vi":
            return f"{day:%d/%m/%Y}"
        return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a footnote: text, or an address, which is the text as well."""

    text: str
    kind: Literal["text", "address"] = "text"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of an answer with the citations that its footnotes give."""

    text: str
    citations: tuple[Citation, ...]


def lines_of(answer: Answer) -> tuple[Line, ...]:
    """Return the statements of an answer, or where there are none the nearest quotes."""
    cited = {citation.number: citation for citation in answer.citations}
    if answer.statements:
        return tuple(
            Line(one_line(each.text), tuple(cited[number] for number in each.citations))
            for each in answer.statements
        )
    return tuple(Line(f"“{one_line(each.quote)}”", (each,)) for each in answer.nearest)


def footnote_of(citation: Citation, setting: Setting) -> tuple[Piece, ...]:
    """Return where a quote is from, the quote, and where it can be read."""
    published = citation.published
    place = [
        one_line(citation.title),
        one_line(citation.publisher or setting.word("unknown")),
        setting.day(published) if published else setting.word("undated"),
    ]
    if citation.page_count > 1:
        place.append(setting.word("page", page=citation.page, pages=citation.page_count))
    pieces = [Piece(f"{', '.join(place)}: “{one_line(citation.quote)}”. ")]
    pieces += address_pieces("read", urljoin(setting.base, citation.read), setting)
    if urlsplit(citation.url or "").scheme in ("http", "https"):
        pieces += [Piece(" "), *address_pieces("original", citation.url or "", setting)]
    return tuple(pieces)


def address_pieces(word: str, address: str, setting: Setting) -> Sequence[Piece]:
    """Return an address with the words around it."""
    before, after = setting.word(word, address="\0").split("\0")
    return [Piece(before), Piece(one_line(address), "address"), *([Piece(after)] if after else [])]


def one_line(text: str) -> str:
    r"""Return text on one line, without what no document may hold.

    >>> one_line("a\n\tb\x00")
    'a b'
    """
    return "".join(char for char in " ".join(text.split()) if char.isprintable() or char == " ")
