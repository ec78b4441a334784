"""Sentences and clauses, as offsets that are always true."""

import random

import pytest

from knowledge.sentences import LONG_SENTENCE, clause_spans, searchable_spans, sentence_spans

# Pieces of which texts are made at random: words, ends, abbreviations, brackets, blanks.
PIECES = (
    *"boat Boat river River rain Thuyền thuyền Đò sông 7 1,234 5.5".split(),
    *"e.g. No. Mr. etc. ... … ;".split(),
    *". ! ? ( ) [ ] “ ” - – : , \n \n\n".split(" "),
    *("  ", ".)", '."', "U.S.", "12.", "TP.", "\u00e9"),
)


def parts(spans, text):
    return [text[start:end] for start, end in spans]


def random_text(seed):
    choose = random.Random(seed)
    return "".join(
        choose.choice(PIECES) + choose.choice(["", " ", " "]) for _ in range(choose.randint(1, 60))
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One boat. Two boats.", ["One boat.", "Two boats."]),
        ("Is it red? Yes! It is.", ["Is it red?", "Yes!", "It is."]),
        ("One boat.\nTwo boats.", ["One boat.", "Two boats."]),
        ("Một con thuyền. Đò có hai chiếc.", ["Một con thuyền.", "Đò có hai chiếc."]),
        ("It grew by 5.5 boats. Good.", ["It grew by 5.5 boats.", "Good."]),
        ("It has 1.234.567 boats.", ["It has 1.234.567 boats."]),
        ("See No. 5 of the sample. End.", ["See No. 5 of the sample.", "End."]),
        ("Mr. An and Dr. Ba sailed.", ["Mr. An and Dr. Ba sailed."]),
        ("J. K. An sailed. So did B.", ["J. K. An sailed.", "So did B."]),
        ("Boats, e.g. Red ones, float.", ["Boats, e.g. Red ones, float."]),
        ("Bến ở TP. Mẫu rất đẹp. Hết.", ["Bến ở TP. Mẫu rất đẹp.", "Hết."]),
        ("He waited ... and left. End.", ["He waited ... and left.", "End."]),
        ("He waited... Then he left.", ["He waited...", "Then he left."]),
        ("He waited… Then he left.", ["He waited…", "Then he left."]),
        ("Boats etc. are here. End.", ["Boats etc. are here.", "End."]),
        ("Tăng 5 tr. đồng so với mẫu.", ["Tăng 5 tr. đồng so với mẫu."]),
        ("“One boat.” Two boats.", ["“One boat.”", "Two boats."]),
        ("(One boat.) Two boats.", ["(One boat.)", "Two boats."]),
        ("One boat. “Two boats.”", ["One boat.", "“Two boats.”"]),
        ("One boat. 2 boats.", ["One boat.", "2 boats."]),
        ("  One boat.  ", ["One boat."]),
        ("One boat without an end", ["One boat without an end"]),
        ("See a.b.example for boats.", ["See a.b.example for boats."]),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text, expected):
    assert parts(sentence_spans(text), text) == expected


@pytest.mark.parametrize("text", ["", "   ", "...", "- – -\n"])
def test_nothing_to_read_gives_no_sentence(text):
    assert sentence_spans(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("red boats; green boats; blue boats.", ["red boats", "green boats", "blue boats."]),
        ("red (dark; light); green", ["red (dark; light)", "green"]),
        ("red [dark; (very; so)]; green", ["red [dark; (very; so)]", "green"]),
        ("red); green", ["red)", "green"]),
        ("one clause only.", ["one clause only."]),
        ("red;; ; green;", ["red", "green"]),
    ],
)
def test_a_sentence_is_cut_at_semicolons_outside_brackets(text, expected):
    assert parts(clause_spans(text), text) == expected


def test_a_short_enumeration_stays_one_sentence():
    text = "Red boats; green boats; blue boats."

    assert parts(searchable_spans(text), text) == [text]


def test_a_long_enumeration_is_cut_into_its_clauses():
    clauses = [f"the {colour} boats of the sample harbour" + " and more" * 10 for colour in "abc"]
    text = "; ".join(clauses) + "."

    assert len(text) > LONG_SENTENCE
    assert parts(searchable_spans(text), text) == [*clauses[:2], clauses[2] + "."]


def test_a_long_sentence_without_semicolons_stays_whole():
    text = "The boats" + " of the sample harbour" * 20 + "."

    assert parts(searchable_spans(text), text) == [text]


def test_spans_are_true_in_order_and_lose_no_word():
    for seed in range(500):
        text = random_text(seed)
        for cut in (sentence_spans, clause_spans, searchable_spans):
            spans = cut(text)
            outside, end = "", 0
            for start, stop in spans:
                assert end <= start < stop <= len(text), (seed, cut)
                assert text[start:stop] == text[start:stop].strip(), (seed, cut)
                assert any(char.isalnum() for char in text[start:stop]), (seed, cut)
                outside, end = outside + text[end:start], stop
            assert not any(char.isalnum() for char in outside + text[end:]), (seed, cut)
