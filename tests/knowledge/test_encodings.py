"""Which encoding bytes are in: told by what they say, never guessed between two."""

import unicodedata

import pytest

from knowledge.errors import BadEncoding
from knowledge.readers.encodings import VISCII, decode_bytes
from knowledge.readers.legacy_fonts import TCVN3, VNI_PAIRS, VNI_SINGLE
from knowledge.readers.syllables import TONES, count_syllables

VIETNAMESE = (
    "Bến cảng mẫu có một nghìn chiếc thuyền, đủ để thử từng chữ: ẵm, ổi, ngưỡng, quỹ, nghĩa, "
    "giữa, hỏi, kỹ, lặng, ước, vỡ, xẻ."
)
FRENCH = "Le port a été fermé à l'été : « les bateaux français » y sont restés, hélas, très près."


def windows_1258(text):
    """Return the bytes as Windows writes them: a letter, then the sign of its tone."""
    written = []
    for char in text:
        marks = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        tone = "".join(mark for mark in marks if mark in TONES)
        try:
            written.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            written.append((base + tone).encode("cp1258"))
    return b"".join(written)


def from_table(table):
    """Return an encoder that writes each letter as the table's code for it."""
    codes = {letter: code for code, letter in table.items()}
    return lambda text: "".join(codes.get(char, char) for char in text).encode("cp1252")


tcvn3 = from_table({chr(code): chr(letter) for code, letter in TCVN3.items()})
vni = from_table(VNI_PAIRS | VNI_SINGLE)


def viscii(text):
    codes = {letter: code for code, letter in VISCII.items()}
    return bytes(codes.get(char, ord(char)) for char in text)


ENCODERS = {"windows-1258": windows_1258, "tcvn3": tcvn3, "vni": vni, "viscii": viscii}


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"],
)
@pytest.mark.parametrize("text", [VIETNAMESE, FRENCH, "Plain text."])
def test_unicode_is_read_with_and_without_mark(encoding, text):
    assert decode_bytes(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", sorted(ENCODERS))
def test_vietnamese_in_an_old_encoding_is_read(encoding):
    assert decode_bytes(ENCODERS[encoding](VIETNAMESE), "a.txt") == VIETNAMESE


def test_the_text_is_composed_and_without_invisible_characters():
    data = "be\u0302\u0301n\u200b \u202ecảng\r\nmẫu".encode()

    assert decode_bytes(data, "a.txt") == "bến cảng\nmẫu"


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "An éclair on a boat.",
        "Die Größe der Häfen in einer Übersicht.",
        "“Quotes” – € 5",
        "El niño",
    ],
)
def test_western_text_is_read_as_windows_1252(text):
    assert decode_bytes(text.encode("cp1252"), "a.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Лодки стоят в порту, и все они новые.", "cp1251"),
        ("Лодки стоят в порту, и все они новые.", "koi8-r"),
        ("港には船が千二百三十四隻あります。", "shift_jis"),
        ("港口有一千二百三十四艘船。", "gb18030"),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.", "cp1250"),
    ],
    ids=["cyrillic", "koi8", "japanese", "chinese", "czech"],
)
def test_another_encoding_is_refused_unless_it_is_declared(text, encoding):
    data = text.encode(encoding)

    assert decode_bytes(data, "a.txt", declared=encoding) == text
    with pytest.raises(BadEncoding, match=r"^a\.txt: not UTF-8, and .*Save it as UTF-8 first\.$"):
        decode_bytes(data, "a.txt")


def test_a_text_that_is_plausible_in_two_encodings_is_refused_with_both_named():
    with pytest.raises(BadEncoding, match=r"it may be windows-1252 or windows-1258"):
        decode_bytes(windows_1258("Tại sao?"), "a.txt")


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "ascii", "shift_jis"])
def test_utf8_is_read_as_such_whatever_is_declared(declared):
    assert decode_bytes(VIETNAMESE.encode(), "a.txt", declared=declared) == VIETNAMESE


@pytest.mark.parametrize("declared", ["windows-1252", "iso-8859-1", "utf-8", "cp1258"])
def test_a_wrong_declaration_does_not_make_mojibake(declared):
    assert decode_bytes(tcvn3(VIETNAMESE), "a.txt", declared=declared) == VIETNAMESE


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("x-viet-tcvn", "tcvn3"), ("TCVN", "tcvn3"), ("x-viet-vni", "vni"), ("viscii", "viscii")],
)
def test_a_declaration_settles_a_text_that_is_too_short_to_tell(declared, encoding):
    data = ENCODERS[encoding]("bến cảng")

    assert decode_bytes(data, "a.txt", declared=declared) == "bến cảng"


def test_a_seven_bit_encoding_is_read_when_it_is_declared():
    data = "船".encode("iso2022_jp")

    assert decode_bytes(data, "a.txt", declared="iso-2022-jp") == "船"


@pytest.mark.parametrize("declared", ["rot13", "unicode_escape", "no-such-encoding", "\x00", ""])
def test_a_declaration_that_is_no_encoding_of_text_does_not_count(declared):
    assert decode_bytes(rb"A boat \u0041.", "a.txt", declared=declared) == r"A boat \u0041."


@pytest.mark.parametrize("data", [b"A \x00 boat.", b"\x00\x01\x02\x03" * 20], ids=["one", "binary"])
def test_zero_bytes_that_are_no_utf16_are_refused(data):
    with pytest.raises(BadEncoding, match=r"^a\.txt: holds zero bytes"):
        decode_bytes(data, "a.txt")


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xef\xbb\xbf\xff", b"\xff\xfe\x00\xd8"])
def test_a_mark_that_lies_is_refused(data):
    with pytest.raises(BadEncoding, match=r"^a\.txt: begins like UTF-(8|16-LE) but is not"):
        decode_bytes(data, "a.txt")


def test_nothing_is_text():
    assert decode_bytes(b"", "a.txt") == ""


@pytest.mark.parametrize(
    ("text", "marked", "fitting"),
    [("Bến cảng mẫu", 3, 3), ("été déjà", 2, 0), ("plain words", 0, 0), ("à X· é", 1, 0)],
)
def test_words_beyond_ascii_are_counted_and_told_whether_they_fit(text, marked, fitting):
    found = count_syllables(text)

    assert (found.marked, found.fitting) == (marked, fitting)
