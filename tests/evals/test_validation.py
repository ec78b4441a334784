"""What the validator finds, and that it finds nothing in the questions that ship."""

from dataclasses import replace

import pytest

from evals.cases import SETS, Evidence, Span, load_cases
from evals.local import corpus_of
from evals.validation import census, problems, repeated_ids, repeated_wordings
from tests.evals.samples import ABSENT, ALSO, ASKED, CORPUS, OTHER, SAYS, TEXT, place

BOTH = replace(ASKED, gold=(Evidence("sample", (SAYS,)), Evidence("sample", (ALSO,))))


def found(*tune, report=()):
    return problems({"tune": tune, "report": report}, CORPUS)


def test_sound_questions_have_no_problem():
    assert found(BOTH, ABSENT) == []


def test_a_gold_sentence_may_break_its_lines_elsewhere():
    broken = replace(BOTH, gold=(Evidence("sample", (SAYS.replace(" ", "\n"), ALSO)),))

    assert found(broken) == []


def test_a_sentence_that_the_document_does_not_have_is_named():
    wrong = replace(BOTH, gold=(*BOTH.gold, Evidence("sample", ("It was 40 in all.",))))

    assert found(wrong) == ["a: sample does not say: It was 40 in all."]


def test_a_document_that_is_not_there_is_named():
    wrong = replace(BOTH, gold=(*BOTH.gold, Evidence("other", (SAYS,))))

    assert found(wrong) == ["a: there is no document 'other'."]


def test_gold_that_does_not_hold_the_answer_is_named():
    wrong = replace(BOTH, expect=("40", "accounts"))

    assert found(wrong) == [f"a: 'accounts' is not in the gold of sample: {ALSO}"]


def test_gold_that_its_own_question_rejects_is_named():
    wrong = replace(BOTH, reject=("harbour",))

    assert found(wrong) == ["a: rejects its own gold of sample: 'harbour'"]


def by_place(quote):
    """Return evidence that names a quote by its place."""
    at = place(quote)
    return Evidence("sample", (Span(at.start, at.end),))


def test_gold_by_its_place_is_as_good_as_in_its_words():
    placed = replace(BOTH, gold=(by_place(SAYS), by_place(ALSO)))

    assert found(placed) == []
    assert [CORPUS.places(each) for each in placed.gold] == [
        CORPUS.places(each) for each in BOTH.gold
    ]


def test_gold_by_its_place_must_hold_the_answer():
    wrong = replace(BOTH, gold=(*BOTH.gold, by_place(OTHER)))

    assert found(wrong) == [f"a: '40' is not in the gold of sample: {OTHER}"]


@pytest.mark.parametrize(
    "part", ["accounts reached 40 units.", "Sample accounts reached 40", "The"]
)
def test_a_place_that_cuts_a_sentence_is_named(part):
    at = place(part)
    wrong = replace(BOTH, expect=(".",), gold=(*BOTH.gold, by_place(part)))

    assert (
        f"a: sample has no whole sentence or clause at characters {at.start} to {at.end}."
        in found(wrong)
    )


def test_a_place_beyond_the_end_of_the_text_is_named():
    end = len(TEXT) + 1
    wrong = replace(BOTH, gold=(*BOTH.gold, Evidence("sample", (Span(0, end),))))

    assert found(wrong) == [f"a: sample does not say: characters 0 to {end}"]


def test_two_questions_of_one_id_are_named():
    again = replace(BOTH, question="And how many units?")

    assert found(BOTH, again) == ["a: two questions have this id."]


def test_the_same_words_in_both_splits_are_named():
    again = replace(BOTH, id="c", question="how many ACCOUNTS")

    assert found(BOTH, report=[again]) == ["c: asks the same as a, in the same words."]


def test_a_figure_that_no_question_asks_for_is_named_with_its_sentence():
    assert found(ASKED) == [f"sample-1a2b3c: no question asks for 40 in: {ALSO}"]


def test_a_figure_in_gold_that_no_pattern_matches_is_not_asked_for():
    about_something_else = replace(BOTH, expect=("accounts|harbour",))

    assert len(found(about_something_else)) == 2


def test_the_census_counts_kinds_and_languages_by_split():
    lines = [line.split() for line in census({"tune": [BOTH, ABSENT], "report": [ABSENT]})]

    assert lines[0] == ["tune", "report"]
    assert ["questions", "2", "1"] in lines
    assert ["close", "1", "0"] in lines
    assert ["absent_near", "1", "1"] in lines
    assert ["en", "2", "1"] in lines


@pytest.fixture(scope="module")
def splits():
    return {split: load_cases(split) for split in SETS["shipped"]}


def test_the_questions_that_ship_are_sound_and_ask_for_every_figure(splits, shipped_library):
    assert problems(splits, corpus_of(shipped_library)) == []


def test_no_set_asks_what_another_asks_in_the_same_words():
    every = {split: load_cases(split) for names in SETS.values() for split in names}
    cases = [case for split in every.values() for case in split]

    assert [*repeated_ids(cases), *repeated_wordings(every)] == []


def test_each_split_has_questions_of_every_kind_and_language(splits):
    for cases in splits.values():
        kinds = [case.kind for case in cases]
        assert sum(case.declinable for case in cases) >= 60
        assert kinds.count("over_time") + kinds.count("target_or_achieved") >= 60
        assert sum(case.language != "en" for case in cases) >= 120
        assert sum(case.language == "vi-plain" for case in cases) >= 40
