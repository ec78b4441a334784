"""Vietnamese in fonts older than Unicode."""

import pytest

from knowledge.readers.legacy_fonts import (
    TCVN3,
    VNI_PAIRS,
    VNI_SINGLE,
    convert_run,
    from_tcvn3,
    from_vni,
    is_unconvertible,
    repair,
)

# Every vowel with every tone, and đ.
ALPHABET = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
TCVN3_CODES = {chr(letter): chr(code) for code, letter in TCVN3.items()}
VNI_CODES = {letter: code for code, letter in (VNI_PAIRS | VNI_SINGLE).items()}
TEXT_IN_TCVN3 = "BÕn c¶ng mÉu cã mét ngh×n chiÕc thuyÒn ®ñ lo¹i."
TEXT_IN_VNI = "Beán caûng maãu coù moät nghìn chieác thuyeàn ñuû loaïi."
TEXT = "Bến cảng mẫu có một nghìn chiếc thuyền đủ loại."


def test_every_letter_goes_to_tcvn3_and_back():
    assert from_tcvn3("".join(TCVN3_CODES[letter] for letter in ALPHABET)) == ALPHABET


def test_tcvn3_has_capitals_without_tone_only():
    capitals = [chr(letter) for letter in TCVN3.values() if chr(letter).isupper()]

    assert "".join(capitals) == "ĂÂÊÔƠƯĐ"


@pytest.mark.parametrize("case", [str.lower, str.upper])
def test_every_letter_goes_to_vni_and_back(case):
    written = " ".join(case(VNI_CODES[letter]) for letter in ALPHABET)

    assert from_vni(written) == case(" ".join(ALPHABET))


@pytest.mark.parametrize(
    ("convert", "written"), [(from_tcvn3, TEXT_IN_TCVN3), (from_vni, TEXT_IN_VNI)]
)
def test_a_sentence_is_converted(convert, written):
    assert convert(written) == TEXT


def test_a_word_in_capitals_is_so_throughout_though_tcvn3_has_none_with_tone():
    assert from_tcvn3("CéNG HßA, Hµ Néi") == "CỘNG HÒA, Hà Nội"


@pytest.mark.parametrize(
    ("font", "text", "shown"),
    [
        (".VnTime", "Céng hßa", "Cộng hòa"),
        ("/ABCDEF+.VnArial,Bold", "Céng hßa", "Cộng hòa"),
        ("VnTime", "Céng hßa", "Cộng hòa"),
        (".VnTimeH", "Céng hßa", "CỘNG HÒA"),
        (".VnArialH,Bold", "Céng hßa", "CỘNG HÒA"),
        ("VNI-Times", "Coäng hoøa", "Cộng hòa"),
        ("/ABCDEF+VNI-Helve-Condense", "Coäng hoøa", "Cộng hòa"),
        (".VnTime", "Điều lệ của hội", "Điều lệ của hội"),
    ],
)
def test_a_run_is_converted_by_the_name_of_its_font(font, text, shown):
    assert convert_run(text, font) == shown


@pytest.mark.parametrize("font", ["Times New Roman", "Arial", "", "Vinhome", "Verdana", "VPSTimes"])
def test_a_run_in_another_font_is_not_converted(font):
    assert convert_run("Céng hßa", font) is None


@pytest.mark.parametrize("font", ["VPS Times", "ABCDEF+VISCII-Arial", "BK HCM", "VNtimes"])
def test_fonts_of_encodings_known_by_name_only_are_known(font):
    assert is_unconvertible(font)


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times", "Times New Roman", "Arial"])
def test_other_fonts_are_not_among_them(font):
    assert not is_unconvertible(font)


@pytest.mark.parametrize(("written", "label"), [(TEXT_IN_TCVN3, "TCVN3"), (TEXT_IN_VNI, "VNI")])
def test_text_that_does_not_say_what_it_is_in_is_converted(written, label):
    assert repair(written) == (TEXT, label)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "Le port a été fermé à l'été, et les bateaux français y sont restés, hélas, très près.",
        "Die Größe der Häfen für schöne Fähren überträgt sich natürlich auf die Gebühren dafür.",
        "Лодки стоят в порту, и все они новые, и все они большие, и все они белые.",
        "Céng hßa",
    ],
    ids=["vietnamese", "french", "german", "russian", "too short"],
)
def test_text_that_is_right_or_not_clear_is_not_converted(text):
    assert repair(text) is None
