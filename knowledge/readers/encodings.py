"""From bytes to text: which encoding a file without reliable label is in.

Unicode shows itself: by a byte-order mark, by UTF-8 that decodes, by the zero bytes of UTF-16.
Encodings of one byte a letter nearly always decode, so one is taken only when the text is
plausible in it, and in no other in which it says something else:

- Vietnamese (Windows-1258, TCVN3, VNI, VISCII): there are at least ``LEAST_MARKED`` words that
  are not ASCII, and at least ``FITTING`` of them can be syllables (see ``syllables.py``). In its
  own encoding nearly all can, foreign names aside; in another about one in ten.
- Western European (Windows-1252): the letters beyond ASCII of at least ``WESTERN`` of the words
  that have any belong to the alphabet of one western European language and do not make up the
  whole word, as they do in Cyrillic or Greek that is misread; such words are no majority, as
  they are in Vietnamese.
"""

import codecs
import re
import unicodedata
from collections.abc import Callable

from knowledge.errors import BadEncoding
from knowledge.readers.legacy_fonts import from_tcvn3, from_vni
from knowledge.readers.syllables import count_syllables, words_of
from knowledge.text import normalise

LEAST_MARKED = 4
FITTING = 0.85
# With a label that says the same, foreign names may weigh more.
FITTING_AS_DECLARED = 0.6
WESTERN = 0.95
# Icelandic, the western language with most of them, has marks on less than half its words.
MOST_MARKED_WESTERN = 0.6

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ALPHABETS = tuple(
    frozenset(letters)
    for letters in (
        "àâæçéèêëîïôœùûüÿ",  # French
        "äöüßéà",  # German
        "áéíñóúüªº",  # Spanish
        "áâãàçéêíóôõúüªº",  # Portuguese
        "àèéìíîòóùú",  # Italian
        "àçèéíïòóúü·",  # Catalan
        "æøåéèêóòôäöü",  # Danish, Norwegian
        "åäöéèüà",  # Swedish, Finnish
        "áæðéíóöúýþ",  # Icelandic
        "áéëïíóöúüèê",  # Dutch, Irish
    )
)
VISCII_HIGH = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
VISCII = dict(enumerate(VISCII_HIGH, 0x80)) | dict(
    zip(b"\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True)
)
WINDOWS = {
    code: letter
    for code in range(0x80, 0xA0)
    if (letter := bytes([code]).decode("cp1252", "ignore"))
}
# Encodings that a label may name besides; not those that only escape or compress.
CODECS = (
    "utf-8",
    "iso",
    "cp",
    "koi8",
    "mac",
    "big5",
    "gb",
    "euc",
    "shift",
    "hz",
    "johab",
    "tis",
    "ptcp",
    "kz",
)
# What is in no text: controls (but tab, line ends and escape), unassigned and private characters.
FAULT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufffd\uffff]")


def decode_bytes(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of a file, normalised (``knowledge.text.normalise``).

    ``declared`` is the encoding that the file or its server gives; it is tried, not believed.
    Raises ``BadEncoding``, naming the file as ``name``, when no encoding gives a plausible text,
    or two of them give different ones.
    """
    return normalise(decode_raw(data, name, declared))


def decode_raw(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of a file as ``decode_bytes`` does, but not normalised."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return marked(data[len(mark) :], encoding, name)
    if b"\x00" in data:
        return zeroed(data, name)
    text = strictly(data, "utf-8")
    if declared and (text is None or text.isascii()):
        text = labelled(data, declared) or text
    return guessed(data, name) if text is None else text


def marked(data: bytes, encoding: str, name: str) -> str:
    """Return the text after a byte-order mark."""
    text = strictly(data, encoding)
    if text is None or "\x00" in text:
        raise BadEncoding(
            f"{name}: begins like {encoding.upper()} but is not. Save it as UTF-8 first."
        )
    return text


def zeroed(data: bytes, name: str) -> str:
    """Return the text of UTF-16 without mark: ASCII in it has a zero in every second byte."""
    big, little = data[::2].count(0), data[1::2].count(0)
    for encoding, these, others in (("utf-16-le", little, big), ("utf-16-be", big, little)):
        text = strictly(data, encoding) if these > 10 * others else None
        if text and not FAULT.search(text):
            return text
    raise BadEncoding(f"{name}: holds zero bytes, so it is not a text file. Save as UTF-8.")


def strictly(data: bytes, encoding: str) -> str | None:
    """Return the text in an encoding, or ``None`` when it is not in it."""
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def windows_1252(data: bytes) -> str:
    """Return the text in Windows-1252 as browsers read it: codes without letter are controls."""
    return data.decode("latin-1").translate(WINDOWS)


def viscii(data: bytes) -> str:
    """Return the text in VISCII (RFC 1456)."""
    return data.decode("latin-1").translate(VISCII)


# What each encoding makes of bytes, strictly: a code that it does not have becomes a fault.
VIETNAMESE: dict[str, Callable[[bytes], str]] = {
    "windows-1258": lambda data: data.decode("cp1258", "replace"),
    "tcvn3": lambda data: from_tcvn3(windows_1252(data), strict=True),
    "vni": lambda data: from_vni(windows_1252(data), strict=True),
    "viscii": viscii,
}
# Codes that TCVN3 and VNI do not have are then signs of print, which are kept.
LENIENT: dict[str, Callable[[bytes], str]] = VIETNAMESE | {
    "tcvn3": lambda data: from_tcvn3(windows_1252(data)),
    "vni": lambda data: from_vni(windows_1252(data)),
}
LABELS = {
    "cp1258": "windows-1258",
    "tcvn": "tcvn3",
    "tcvn-5712": "tcvn3",
    "x-viet-tcvn": "tcvn3",
    "x-viet-tcvn5712": "tcvn3",
    "x-viet-vni": "vni",
    "csviscii": "viscii",
    "x-viet-viscii": "viscii",
}
# Browsers read these as Windows-1252, because that is what files with such a label are in.
WESTERN_LABELS = {"ascii", "iso8859-1", "cp1252"}


def labelled(data: bytes, label: str) -> str | None:
    """Return the text in the encoding of a label, or ``None`` when it is not plausible in it."""
    label = label.strip().lower()
    vietnamese = LABELS.get(label, label)
    if vietnamese in VIETNAMESE:
        fits = is_vietnamese(VIETNAMESE[vietnamese](data), 0, FITTING_AS_DECLARED)
        return LENIENT[vietnamese](data) if fits else None
    try:
        codec = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if codec in WESTERN_LABELS:
        text = windows_1252(data)
        return text if is_western(text) else None
    text = strictly(data, codec) or ""
    return text if codec.startswith(CODECS) and not FAULT.search(text) else None


def guessed(data: bytes, name: str) -> str:
    """Return the text in the encoding of one byte a letter in which alone it is plausible."""
    western = windows_1252(data)
    # Against a western reading even one Vietnamese word counts, or a short note would be misread.
    least, found = (1, {"windows-1252": western}) if is_western(western) else (LEAST_MARKED, {})
    for label, decode in VIETNAMESE.items():
        if is_vietnamese(decode(data), least, FITTING):
            found[label] = LENIENT[label](data)
    texts = {unicodedata.normalize("NFC", text) for text in found.values()}
    if len(texts) == 1:
        return texts.pop()
    fault = f"it may be {' or '.join(found)}" if found else "its words fit none that is known"
    raise BadEncoding(f"{name}: not UTF-8, and {fault}. Save it as UTF-8 first.")


def is_vietnamese(text: str, least: int, share: float) -> bool:
    """Whether enough words that are not ASCII are syllables, and nothing in it is in no text."""
    count = count_syllables(text)
    return count.marked >= least and count.fitting >= share * count.marked


def is_western(text: str) -> bool:
    """Whether the letters beyond ASCII are those of one western European language."""
    if FAULT.search(text):
        return False
    words = words_of(text.lower())
    beyond = [word for word in words if not word.isascii()]
    if len(beyond) > MOST_MARKED_WESTERN * len(words):
        return False
    fitting = max(sum(is_spelled(word, letters) for word in beyond) for letters in ALPHABETS)
    return fitting >= WESTERN * len(beyond)


def is_spelled(word: str, alphabet: frozenset[str]) -> bool:
    """Whether a word has ASCII letters too, or is one letter, and the others are of an alphabet."""
    letters = {char for char in word if not char.isascii()}
    return letters <= alphabet and (len(letters) < len(set(word)) or len(word) == 1)
