"""Garbled text is refused; text of any language is not."""

import pytest

from knowledge.errors import PoorText
from knowledge.readers.quality import check_quality, without_garbled
from knowledge.types import Page

ENGLISH = "The sample harbour counts many boats, and each of them floats on the river. " * 12
GOOD = {
    "english": ENGLISH,
    "vietnamese": "Bến cảng mẫu có một nghìn chiếc thuyền, đủ loại lớn nhỏ trên sông. " * 12,
    "russian": "Лодки стоят в порту, и все они новые, и все они белые. " * 12,
    "arabic": "القوارب في الميناء كثيرة وكلها جديدة وبيضاء اللون. " * 12,
    "japanese": "港には船が千二百三十四隻あり、PDFの文書に書かれています。" * 12,
    "korean": "항구에는 많은 배가 있고 모두 하얀색입니다. " * 12,
    "czech": "Příliš žluťoučký kůň úpěl ďábelské ódy v přístavu plném lodí. " * 12,
    "figures": "2019 12.5 13.8 2020 14.9 15.1 " * 40,
    "abbreviations": "UBND and HĐND decide with BTTTT, by NQ-CP, on the boats of the people. " * 12,
    "bullets": "\uf0b7 The first of the boats floats.\n\uf0b7 The second of them sinks.\n" * 10,
    "zeros": "\x00".join("The boats of the sample float on a river."),
    "few signs": "\uf0b7 5 m",
}


def shifted(text, by):
    """Return the text with each ASCII letter replaced by another, as by a lost character map."""
    return "".join(chr(ord(char) + by) if char.isascii() and char > "!" else char for char in text)


BAD = {
    "unknown": ("Th\ufffd s\ufffdmple h\ufffdrbour " * 12, "characters without meaning"),
    "private": ("\ue001\ue002\ue003 \ue004\ue005" * 12, "characters without meaning"),
    "controls": ("\x03\x04\x05\x06 \x07\x08" * 12, "characters without meaning"),
    "glyph numbers": ("(cid:12)(cid:8)(cid:33) " * 20, "names of glyphs"),
    "glyph names": ("/g35/g37/g3a/g24 " * 20, "names of glyphs"),
    "mojibake": ("C¸c t¸c gi¶ ®· tr×nh bµy " * 20, "signs that do not go together"),
    "scripts": ("Тhе sаmрlе hаrbоur " * 30, "signs that do not go together"),
    "shifted": (shifted(ENGLISH, -29), "letters that make no words"),
    "spaced": (" ".join(ENGLISH.replace(" ", "")), "every letter a word"),
    "glued": (ENGLISH.replace(" ", ""), "no blanks between words"),
}


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_text_that_can_be_read_passes(text):
    assert check_quality([Page(1, text)], "a.pdf") == ()


@pytest.mark.parametrize(("text", "reason"), BAD.values(), ids=BAD)
def test_garbled_text_is_refused_with_the_reason(text, reason):
    with pytest.raises(PoorText, match=rf"^a\.pdf: its text is garbled \(.*{reason}.*run OCR\.$"):
        check_quality([Page(1, text)], "a.pdf")


def test_single_garbled_pages_are_left_out_and_named():
    pages = [Page(number, ENGLISH, label="x") for number in range(1, 8)]
    for number in (2, 3, 6):
        pages[number - 1] = Page(number, BAD["private"][0], label="x")

    kept, warnings = without_garbled(pages, "a.pdf")

    assert warnings == ("Left out as garbled: pages 2-3, 6.",)
    assert [page.number for page in kept if not page.text] == [2, 3, 6]
    assert [page.label for page in kept] == ["x"] * 7


def test_a_document_with_more_bad_pages_than_good_is_refused():
    pages = [Page(1, ENGLISH), Page(2, BAD["private"][0]), Page(3, BAD["private"][0])]

    with pytest.raises(PoorText, match="characters without meaning"):
        without_garbled(pages, "a.pdf")


def test_pages_too_short_to_judge_are_judged_together():
    words = shifted(ENGLISH, -29).split()
    pages = [Page(number, " ".join(words[number::20])) for number in range(1, 20)]

    with pytest.raises(PoorText, match="letters that make no words"):
        check_quality(pages, "a.pdf")


def test_pages_without_text_do_not_count():
    assert check_quality([Page(1, ""), Page(2, ENGLISH), Page(3, " ")], "a.pdf") == ()
