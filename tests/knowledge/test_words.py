"""Words as they are matched."""

import pytest

from knowledge.text import fold
from knowledge.words import keys, number_key, pairs, stems, tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Thuyền", "thuyen"),
        ("ĐÒ ĐƯA", "do dua"),
        ("đò", "do"),
        ("Ðò ðưa", "do dua"),
        ("ơ ư ă â ê ô", "o u a a e o"),
        ("thuye\u0302\u0300n", "thuyen"),
        ("Boats", "boats"),
    ],
    ids=["diacritics", "Đ", "đ", "Ð for Đ", "horns", "decomposed", "English"],
)
def test_text_is_folded_as_many_people_type_it(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("1,234", "1234"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("5,5", "5.5"),
        ("5.5", "5.5"),
        ("0.25", "0.25"),
        ("2001", "2001"),
        ("12,34", "12.34"),
    ],
)
def test_a_number_has_one_form(token, key):
    assert number_key(token) == key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Red boats", ["red", "boats"]),
        ("the 1st and 22nd boat", ["the", "1", "and", "22", "boat"]),
        ("five boats, twelve rivers", ["5", "boats", "12", "rivers"]),
        ("e-boat and E - boat", ["eboat", "boat", "and", "eboat", "boat"]),
        ("1.234 chiếc thuyền", ["1234", "chiec", "thuyen"]),
        ("boat's e-mail", ["boat", "email", "mail"]),
        ("2001-2004", ["2001", "2004"]),
        ("50% of boats", ["50", "of", "boats"]),
        ("see https://example.org/boats?a=1 there", ["see", "there"]),
        ("", []),
    ],
)
def test_a_text_has_these_tokens(text, expected):
    assert tokens(text) == expected


@pytest.mark.parametrize(
    ("first", "second"), [("boats", "boat"), ("activated", "activating"), ("targets", "target")]
)
def test_forms_of_an_english_word_have_one_stem(first, second):
    assert stems([first]) == stems([second])


def test_words_of_another_meaning_keep_their_stems():
    assert len(set(stems(["boat", "river", "harbour"]))) == 3


def test_pairs_are_made_of_neighbours():
    assert pairs(["a", "b", "c"]) == ["a_b", "b_c"]


@pytest.mark.parametrize("words", [[], ["a"]])
def test_fewer_than_two_words_make_no_pair(words):
    assert pairs(words) == []


def test_vietnamese_text_has_keys_for_pairs_of_syllables():
    assert keys("bến cảng mẫu", "vi") == ["ben", "cang", "mau", "ben_cang", "cang_mau"]


def test_english_text_has_no_keys_for_pairs():
    assert keys("sample harbours", "en") == ["sampl", "harbour"]
