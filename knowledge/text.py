"""Text as it is kept: one Unicode form, no invisible characters, no page furniture."""

import re
import unicodedata
from functools import lru_cache

# Zero-width, bidirectional, tag and other control characters: they hide text from people. Lone
# surrogates are no characters at all, and cannot be written to a file.
INVISIBLE = re.compile(
    "[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
# Line and page breaks of web pages, word processors and old terminals.
LINE_BREAK = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
FURNITURE = re.compile(
    r"(comments?|bình luận)\s*\(\d+\)|share|print|chia sẻ|in bài viết|back to top|về đầu trang",
    re.IGNORECASE,
)
SOURCE_LINE = re.compile(r"(?:source|nguồn)\s*:\s*(https?://\S+)", re.IGNORECASE)

# Letters that no other language of these documents has.
VIETNAMESE_LETTER = re.compile(
    "[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệịỉĩọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE
)


def normalise(text: str) -> str:
    """Return the text in NFC with plain line ends and without invisible characters."""
    text = LINE_BREAK.sub("\n", text).replace("\t", " ").replace("\u00a0", " ")
    return unicodedata.normalize("NFC", INVISIBLE.sub("", text))


def is_furniture(line: str) -> bool:
    """Whether a line belongs to the web page around a text and not to the text.

    >>> is_furniture("Comment (0)"), is_furniture("Source: https://a.vn/b"), is_furniture("Share")
    (True, True, True)
    >>> is_furniture("Comment (0) was read aloud.")
    False
    """
    line = line.strip()
    return bool(FURNITURE.fullmatch(line) or SOURCE_LINE.fullmatch(line))


def source_url(text: str) -> str | None:
    """Return the address of the last ``Source: URL`` line, or ``None``."""
    found = [SOURCE_LINE.fullmatch(line.strip()) for line in text.splitlines()]
    urls = [match.group(1) for match in found if match]
    return urls[-1] if urls else None


def without_furniture(text: str) -> str:
    """Return the text without furniture lines and without blank ends."""
    kept = [line.rstrip() for line in text.splitlines() if not is_furniture(line)]
    return "\n".join(kept).strip("\n")


# The same sentences and passages are folded for question after question.
@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Return the text in lower case without diacritics, as many people type Vietnamese.

    Both đ (U+0111) and ð (U+00F0), which some keyboards give for it, become d.

    >>> fold("Chuyển Đổi Số")
    'chuyen doi so'
    """
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    marked = unicodedata.normalize("NFD", lowered)
    bare = "".join(char for char in marked if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("ð", "d")
