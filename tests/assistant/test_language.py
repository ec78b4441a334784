"""Which language a question is in, and what it is searched for as."""

import pytest

from assistant.language import detect, make_query, segment
from assistant.lexicon import lexicon, syllables
from knowledge import Term


def never(key: str) -> int:
    return 0


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("What is the VNeID account target?", "en"),
        ("vneid target", "en"),
        ("the target", "en"),
        ("OCOP", "en"),
        ("who is the minister of health", "en"),
        ("Mục tiêu tài khoản VNeID là bao nhiêu?", "vi"),
        ("muc tieu tai khoan vneid la bao nhieu", "vi"),
        ("doanh thu thuong mai dien tu nam 2024", "vi"),
        ("Chuyển đổi số là gì", "vi"),
        ("Who signed Decision 146/QĐ-TTg?", "en"),
        ("What rank did Đà Nẵng reach?", "en"),
        ("Quyết định 146/QĐ-TTg", "vi"),
        ("ai da ghi ban thang o tran chung ket", "vi"),
        ("digital signature certificate", "en"),
        ("chat bot", "en"),
    ],
)
def test_the_language_of_a_question_is_told_with_and_without_diacritics(question, language):
    assert detect(question) == language


def test_the_longest_term_of_the_lexicon_is_taken():
    pieces = segment("chuyển đổi số quốc gia", lexicon())

    assert [piece.words for piece in pieces] == [("chuyen", "doi", "so", "quoc", "gia")]


def test_a_word_that_the_lexicon_lacks_stays_as_it_is_when_the_documents_have_it():
    assert "xyzzy" in make_query("tài khoản Xyzzy", "vi", lambda key: 1).text
    assert "xyzzy" not in make_query("tài khoản Xyzzy", "vi", never).text


def test_unknown_syllables_that_the_documents_have_together_are_a_name():
    held = {"tran", "phong"}

    query = make_query("ông Trần Phong", "vi", lambda key: int(key in held))

    assert query.text == "tran phong"
    assert Term((("tran", "phong", "tran_phong"),)) in query.terms


def test_an_unknown_syllable_that_is_only_spelled_like_a_part_of_a_name_is_not_one():
    query = make_query("quẹo trạn ngoẵng", "vi", lambda key: int(key == "tran"))

    (term,) = query.terms
    assert term.alternatives == (("queo", "tran", "ngoang", "queo_tran", "tran_ngoang"),)


def test_a_vietnamese_question_is_kept_in_its_own_words_beside_its_rendering():
    query = make_query("Doanh thu năm 2025?", "vi", never)

    assert (query.original, query.language) == ("Doanh thu năm 2025?", "vi")
    assert "revenue" in query.text
    assert make_query("revenue", "en", never).original == ""


def test_a_vietnamese_term_can_be_matched_in_either_language():
    query = make_query("doanh thu", "vi", never)

    (term,) = query.terms
    assert ("doanh", "thu", "doanh_thu") in term.alternatives
    assert ("revenu",) in term.alternatives


def test_the_rendering_whose_words_the_documents_use_is_chosen():
    term = "hồ sơ trực tuyến"
    senses = lexicon().senses(syllables(term), plain=False)
    assert senses is not None
    rare = senses[-1]
    stems_of_rare = set(make_query(rare, "en", never).terms)
    keys = {key for each in stems_of_rare for group in each.alternatives for key in group}

    query = make_query(term, "vi", lambda key: 5 if key in keys else 0)

    assert query.text == rare


@pytest.mark.parametrize("question", ["năm 2024", "nam 2024"])
def test_the_word_for_year_in_front_of_a_year_is_grammar(question):
    assert make_query(question, "vi", never).text == "2024"


def test_question_words_are_not_searched_for():
    query = make_query("bao nhiêu tài khoản", "vi", never)

    keys = {key for term in query.terms for group in term.alternatives for key in group}
    assert "mani" not in keys
    assert "account" in keys


def test_the_count_that_is_asked_for_is_no_word_to_find():
    (term,) = make_query("mấy tỉnh", "vi", never).terms

    assert ("provinc",) in term.alternatives
    assert not any("mani" in group for group in term.alternatives)


def test_a_question_word_is_rendered_as_one_and_not_as_what_is_spelled_alike():
    assert make_query("Ai?", "vi", lambda key: int(key == "who")).text == "who"


def test_a_rendering_with_a_topic_is_chosen_before_one_of_grammar():
    query = make_query("tang", "vi", lambda key: 9 if key == "give" else 1)

    assert "give" not in query.text


def test_a_place_is_known_by_all_its_names():
    assert lexicon().places["da", "nang"] == lexicon().places["danang",]


def test_an_english_question_is_also_searched_for_in_vietnamese():
    query = make_query("national public service portal accounts", "en", never)

    alternatives = {group for term in query.terms for group in term.alternatives}
    assert ("account",) in alternatives
    assert ("tai", "khoan", "tai_khoan") in alternatives
    assert any({"cong", "dich", "vu", "quoc", "gia"} <= set(group) for group in alternatives)


def test_the_words_of_an_english_question_keep_their_own_terms():
    query = make_query("red river boats", "en", never)

    assert [term.alternatives[0] for term in query.terms] == [("red",), ("river",), ("boat",)]


@pytest.mark.parametrize(
    "text", ["ai thang tran bong da", "nau pho bo ngon", "hom nay troi co mua khong"]
)
def test_words_that_all_are_syllables_are_vietnamese_though_none_is_a_known_term(text):
    assert detect(text) == "vi"


@pytest.mark.parametrize(
    "text", ["go to hanoi by bus", "open data portal", "internet banking", "can"]
)
def test_english_words_that_look_like_syllables_are_english(text):
    assert detect(text) == "en"
