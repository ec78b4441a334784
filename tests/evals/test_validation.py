"""What the validator finds, and that it finds nothing in the questions that ship."""

from dataclasses import replace

import pytest

from evals.cases import SPLITS, Evidence, load_cases
from evals.local import corpus_of
from evals.validation import census, problems
from tests.evals.samples import ABSENT, ALSO, ASKED, CORPUS, SAYS

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
    return {split: load_cases(split) for split in SPLITS}


def test_the_questions_that_ship_are_sound_and_ask_for_every_figure(splits, shipped_library):
    assert problems(splits, corpus_of(shipped_library)) == []


def test_each_split_has_questions_of_every_kind_and_language(splits):
    for cases in splits.values():
        kinds = [case.kind for case in cases]
        assert sum(case.declinable for case in cases) >= 60
        assert kinds.count("over_time") + kinds.count("target_or_achieved") >= 60
        assert sum(case.language != "en" for case in cases) >= 120
        assert sum(case.language == "vi-plain" for case in cases) >= 40
