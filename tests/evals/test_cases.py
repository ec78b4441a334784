"""The question files are sound, and a bad line is named."""

import json

import pytest

from evals.cases import BadCase, load_cases, make_case

GOOD = {
    "id": "x1",
    "kind": "close",
    "language": "en",
    "question": "Sample?",
    "documents": ["sample"],
    "expect": ["40"],
}


@pytest.mark.parametrize("split", ["tune", "report"])
def test_every_question_of_a_split_can_be_loaded_and_has_an_id_of_its_own(split):
    cases = load_cases(split)

    assert len(cases) >= 100
    assert len({case.id for case in cases}) == len(cases)


def test_no_question_is_in_both_splits():
    tuned = {case.question.casefold() for case in load_cases("tune")}

    assert not tuned & {case.question.casefold() for case in load_cases("report")}


def test_a_split_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(BadCase, match="no split 'other'; there are: report, tune"):
        load_cases("other")


def test_a_line_that_is_not_json_is_named(tmp_path, monkeypatch):
    (tmp_path / "tune.jsonl").write_text(json.dumps(GOOD) + "\n{oops\n", encoding="utf-8")
    monkeypatch.setattr("evals.cases.QUESTIONS", tmp_path)

    with pytest.raises(BadCase, match=r"tune\.jsonl:2"):
        load_cases("tune")


def test_a_question_without_an_expected_answer_is_refused():
    with pytest.raises(ValueError, match="x1: a close question has 0 patterns"):
        make_case({**GOOD, "expect": []})
