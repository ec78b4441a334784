"""Which share of a question's words a text holds."""

import math

import numpy as np
import pytest

from knowledge.errors import DamagedSnapshot
from knowledge.keywords import K1, KeywordIndex, Term, english_terms
from tests.knowledge.homes import DAMAGES, flipped

TEXTS = ("red boats", "red lamps", "green boats and rivers", "blue apples")


def weight(held):
    """Return the weight of a key that ``held`` of the texts have, as the paper defines it."""
    return math.log(1 + (len(TEXTS) - held + 0.5) / (held + 0.5))


def index(*texts, language="en"):
    return KeywordIndex.of((text, language) for text in texts)


def term(*alternatives):
    return Term(tuple(tuple(each.split()) for each in alternatives))


def coverage(*terms, texts=TEXTS):
    return index(*texts).coverage(terms).tolist()


@pytest.mark.parametrize(("key", "held"), [("red", 2), ("boat", 2), ("blue", 1), ("unheard", 0)])
def test_a_key_weighs_more_the_fewer_texts_hold_it(key, held):
    assert index(*TEXTS).weight(key) == pytest.approx(weight(held))


def test_a_text_without_any_of_the_words_covers_nothing():
    assert coverage(term("red"))[2:] == [0, 0]


def test_two_words_of_one_weight_cover_twice_what_one_covers():
    both, one, other, none = coverage(term("red"), term("boat"))

    assert one == other == pytest.approx(both / 2)
    assert none == 0


def test_words_count_by_their_weight():
    _, _, river, apple = coverage(term("boat"), term("blue"))

    assert apple / river == pytest.approx(weight(1) / weight(2))


def test_a_word_that_no_text_holds_lowers_what_all_cover():
    known = coverage(term("red"))
    with_unknown = coverage(term("red"), term("unheard"))

    assert 0 < with_unknown[0] < known[0]


def test_coverage_is_a_share():
    terms = [term("red"), term("boat"), term("green"), term("river"), term("blue"), term("appl")]
    found = coverage(*terms, texts=(*TEXTS, "red green blue boats rivers apples"))

    assert 0 <= min(found) <= max(found) <= 1
    assert max(found) == found[4]


def test_repeating_a_word_does_not_raise_coverage():
    found = coverage(term("red"), texts=("red", "red red red", "green"))

    assert found[0] == found[1] > found[2]


def test_of_the_alternatives_the_best_counts():
    found = coverage(term("unheard", "boat", "appl"))

    assert found[0] == found[2] == found[3] > found[1] == 0


def test_a_text_with_several_alternatives_covers_no_more_than_one_of_them():
    both, one, *_ = coverage(term("red", "boat"))

    assert both == one > 0


def test_a_group_of_keys_is_covered_by_shares():
    red_boats, red, boats, none = coverage(term("red boat"))

    assert red == boats == pytest.approx(red_boats / 2)
    assert none == 0


def test_a_term_weighs_what_its_most_frequent_known_alternative_weighs():
    found = index(*TEXTS).term_weight(term("blue", "boat", "unheard"))

    assert found == pytest.approx(weight(2))


def test_a_term_that_no_text_holds_weighs_most():
    assert index(*TEXTS).term_weight(term("unheard")) == pytest.approx(weight(0))


def test_no_terms_cover_nothing():
    assert coverage() == [0, 0, 0, 0]


def test_a_question_has_a_term_for_each_word_that_has_a_topic():
    assert english_terms("How many red boats are in the boat harbour?") == (
        Term((("red",),)),
        Term((("boat",),)),
        Term((("harbour",),)),
    )


def test_a_question_of_function_words_has_no_terms():
    assert english_terms("What is it about?") == ()


def test_vietnamese_texts_are_found_by_pairs_of_syllables():
    found = index("bến cảng mẫu", "cảng của bến", language="vi").coverage([term("ben_cang")])

    assert found[0] > found[1] == 0


@pytest.fixture
def file(tmp_path):
    """A file into which an index was written."""
    index(*TEXTS).save(tmp_path / "words.npz")
    return tmp_path / "words.npz"


@pytest.mark.parametrize(("key", "rows"), [("red", 2), ("river", 1), ("unheard", 0)])
def test_the_frequency_is_the_number_of_texts_that_hold_a_key(key, rows):
    assert index(*TEXTS).frequency(key) == rows


def test_an_index_that_was_saved_answers_the_same(file):
    terms = [term("red boat", "appl"), term("river"), term("unheard")]
    made, read = index(*TEXTS), KeywordIndex.load(file)

    assert (read.count, read.numbers) == (made.count, made.numbers)
    assert read.coverage(terms).tolist() == made.coverage(terms).tolist()


def test_vietnamese_keys_survive_saving(tmp_path):
    made = index("bến cảng mẫu", language="vi")

    made.save(tmp_path / "words.npz")

    assert KeywordIndex.load(tmp_path / "words.npz").frequency("ben_cang") == 1


@pytest.mark.parametrize("given", [(), ("", "..."), ("what is it",)], ids=["no", "bare", "plain"])
def test_an_index_without_keys_covers_nothing(tmp_path, given):
    index(*given).save(tmp_path / "words.npz")

    found = KeywordIndex.load(tmp_path / "words.npz")

    assert found.coverage([term("red"), term("red boat")]).tolist() == [0] * len(given)


def test_the_order_of_texts_gives_the_rows():
    assert np.flatnonzero(index(*TEXTS).coverage([term("boat")])).tolist() == [0, 2]


def emphasis(*terms, texts=TEXTS):
    return index(*texts).emphasis(terms).tolist()


def test_a_word_that_stands_once_in_a_text_of_mean_length_counts_as_it_covers():
    same = ("red boat", "green lamp")

    assert emphasis(term("red"), texts=same) == pytest.approx(coverage(term("red"), texts=same))


def test_repeating_a_word_emphasises_it():
    once, twice, often, none = emphasis(
        term("red"), texts=("red boat boat", "red red boat", "red red red", "boat boat boat")
    )

    assert often > twice > once > none == 0
    assert often - twice < twice - once


def test_a_word_counts_more_in_a_short_text_than_in_a_long_one():
    short, long, _ = emphasis(term("red"), texts=("red boat", "red " + "boat " * 20, "lamp"))

    assert short > long > 0


def test_no_text_is_emphasised_beyond_the_limit_of_repetition():
    terms = [term("red"), term("boat lamp")]

    assert max(emphasis(*terms, texts=("red " * 999, "red boat lamp " * 99, "sky"))) < 1 + K1


def test_emphasis_survives_saving(file):
    terms = [term("red boat"), term("river")]

    found = KeywordIndex.load(file).emphasis(terms).tolist()

    assert found == index(*TEXTS).emphasis(terms).tolist()


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_damaged_file_is_said_to_be_so(file, damage):
    DAMAGES[damage](file)

    with pytest.raises(DamagedSnapshot, match=r"words\.npz: cannot be read \(.*Remove CURRENT"):
        KeywordIndex.load(file)


def test_no_flipped_bit_brings_down_who_reads_the_file(file):
    content = file.read_bytes()
    refused = 0
    for place in range(len(content)):
        file.write_bytes(flipped(content, place))
        try:
            KeywordIndex.load(file)
        except DamagedSnapshot:
            refused += 1

    assert 0 < refused <= len(content)
