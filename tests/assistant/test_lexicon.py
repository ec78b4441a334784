"""The term list is well formed and has the words that each field asks with."""

import unicodedata
from collections import Counter
from importlib.resources import files

import pytest

from assistant.lexicon import Lexicon, fold_all, lexicon, syllables
from assistant.lexicon.segmenting import segment
from knowledge import fold

LINES = tuple((files("assistant.lexicon") / "vi-en.tsv").read_text(encoding="utf-8").splitlines())
TERMS = tuple(line for line in LINES if not line.startswith("#"))


def sections() -> dict[str, list[str]]:
    """Return the lines of each section by its heading."""
    found: dict[str, list[str]] = {}
    for line in LINES:
        if line.startswith("#"):
            name = line
            assert name not in found, f"{name}: stands twice"
            found[name] = []
        else:
            found[name].append(line)
    return found


def rendered(text: str) -> list[str]:
    """Return the first rendering of each term of a text."""
    return [piece.english[0] for piece in segment(text, lexicon()) if piece.english]


def test_every_line_has_one_term_and_no_empty_rendering():
    for line in TERMS:
        term, tab, english = line.partition("\t")
        assert tab, line
        assert syllables(term), line
        assert "\t" not in english, line
        assert all(each.strip() for each in english.split("|")), line


def test_every_line_is_in_one_unicode_form_without_blanks_around():
    for line in LINES:
        assert line == unicodedata.normalize("NFC", line), line
        assert line == line.strip(), line
        assert "  " not in line, line


def test_no_term_stands_twice_in_a_section():
    for name, lines in sections().items():
        counted = Counter(syllables(line.partition("\t")[0]) for line in lines)
        assert [term for term, count in counted.items() if count > 1] == [], name


def test_no_rendering_stands_twice_in_a_line():
    for line in TERMS:
        senses = [each.strip() for each in line.partition("\t")[2].split("|")]
        assert len(senses) == len(set(senses)), line


def test_renderings_are_english():
    for name, lines in sections().items():
        for line in lines:
            english = line.partition("\t")[2]
            assert name.startswith("# Provinces") or fold(english) == english, line


def test_the_lexicon_has_thousands_of_terms_most_of_several_syllables():
    terms = lexicon().accented

    assert len(terms) >= 5_800
    assert sum(len(term) > 1 for term in terms) >= 0.8 * len(terms)


@pytest.mark.parametrize(
    ("term", "sense"),
    [
        ("bộ phận một cửa", "one-stop shop"),
        ("nộp lại giấy tờ", "resubmit papers"),
        ("năng suất lao động", "labour productivity"),
        ("người trong độ tuổi lao động", "people of working age"),
        ("cộng dồn", "cumulative"),
        ("có hiệu lực từ ngày", "effective from"),
        ("phiếu thuận", "votes in favour"),
        ("sách giáo khoa", "textbook"),
        ("bệnh án điện tử", "electronic medical record"),
        ("tổng mức bán lẻ", "total retail sales"),
        ("chuyển mạng giữ số", "mobile number portability"),
        ("thu phí không dừng", "non-stop toll collection"),
        ("truy xuất nguồn gốc", "traceability"),
        ("mã độc tống tiền", "ransomware"),
        ("tính đến đầu năm", "by the beginning of"),
        ("lần lượt", "respectively"),
        ("hơn một nửa", "more than half"),
        ("tụt hạng", "fall in rank"),
        ("đứng thứ mấy", "which rank"),
        ("dự báo thời tiết", "weather forecast"),
        ("người lớn", "adult"),
    ],
)
def test_the_words_of_each_field_are_known(term, sense):
    assert sense in (lexicon().senses(syllables(term), plain=False) or ())
    assert sense in (lexicon().senses(tuple(fold_all(syllables(term))), plain=True) or ())


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("bn", "bao nhiêu"),
        ("ntn", "như thế nào"),
        ("k", "không"),
        ("đc", "được"),
        ("tk", "tài khoản"),
        ("dvc", "dịch vụ công"),
        ("cccd", "căn cước công dân"),
        ("nq", "nghị quyết"),
        ("nđ", "nghị định"),
    ],
)
def test_what_people_write_on_phones_means_what_it_is_short_for(short, long):
    known = lexicon()
    senses = set(known.accented[syllables(short)])
    spelled = set(known.accented[syllables(long)])

    assert senses & spelled or senses == spelled == set()


def test_a_lone_syllable_without_diacritics_that_may_be_grammar_is():
    assert lexicon().senses(("may",), plain=True) == ("how many",)
    assert lexicon().senses(("da",), plain=True) == ()


def test_a_syllable_without_diacritics_in_a_text_with_them_has_none():
    known = Lexicon({("máy",): ("machine",)}, {("may",): ("machine",)}, {}, {}, 1, {}, {})

    assert known.senses(("may",), plain=False) is None
    assert known.senses(("may",), plain=True) == ("machine",)


@pytest.mark.parametrize("text", ["kĩ sư phần mềm", "ki su phan mem", "kỹ sư phần mềm"])
def test_a_term_is_known_with_i_and_with_y(text):
    assert rendered(text) == ["engineer", "software"]


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("tinh than", ["spirit"]),
        ("trong do tuoi lao dong", ["of working age"]),
        ("to chuc nao cong bo", ["which organisation", "announce"]),
        ("may tinh thanh", ["how many provinces and cities"]),
        ("tang bao nhieu phan tram", ["increase", "what percentage"]),
        ("là bao nhiêu phần trăm", ["what percentage"]),
        ("những mục đích gì", ["what purpose"]),
        ("chuyen doi so nam 2025", ["digital transformation"]),
    ],
)
def test_a_text_is_cut_into_the_fewest_terms(text, senses):
    assert rendered(text) == senses


def test_every_word_of_a_text_is_in_one_piece_in_its_order():
    text = "Năm 2024, ông Trần Quẹo của tỉnh Quảng Bình đạt 18,3 % ko?"

    words = [word for piece in segment(text, lexicon()) for word in piece.words]

    assert words == fold_all(syllables(text))


def test_a_text_without_words_has_no_pieces():
    assert segment("?!", lexicon()) == []
