"""The question files are sound, and a bad line is named."""

import json

import pytest

from evals.cases import BadCase, Evidence, Span, load_cases, make_case

GOOD = {
    "id": "x1",
    "kind": "close",
    "language": "en",
    "question": "Sample?",
    "expect": ["40"],
    "gold": [{"document": "sample", "sentences": ["It is 40."]}],
}


@pytest.mark.parametrize(
    ("split", "least"),
    [("tune", 500), ("report", 500), ("originals-tune", 100), ("originals-report", 100)],
)
def test_every_question_of_a_split_can_be_loaded(split, least):
    assert len(load_cases(split)) >= least


def test_a_split_that_is_not_there_is_said_with_those_that_are():
    with pytest.raises(BadCase, match="no split 'other'; there are: originals-report"):
        load_cases("other")


def test_a_line_that_is_not_json_is_named(tmp_path, monkeypatch):
    (tmp_path / "tune.jsonl").write_text(json.dumps(GOOD) + "\n{oops\n", encoding="utf-8")
    monkeypatch.setattr("evals.cases.QUESTIONS", tmp_path)

    with pytest.raises(BadCase, match=r"tune\.jsonl:2"):
        load_cases("tune")


def test_a_question_names_the_documents_of_its_gold_each_once():
    gold = [{"document": name, "sentences": ["40"]} for name in ("a", "b", "a")]

    assert make_case({**GOOD, "gold": gold}).documents == ("a", "b")


def test_gold_may_be_given_by_its_places():
    gold = [{"document": "a", "spans": [[0, 9], [12, 20]]}]

    assert make_case({**GOOD, "gold": gold}).gold == (Evidence("a", (Span(0, 9), Span(12, 20))),)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"expect": []}, "x1: a close question has 0 patterns"),
        ({"gold": []}, "x1: a close question has 0 gold answers"),
        ({"gold": [{"document": "a", "sentences": []}]}, "x1: a gold answer has no sentence"),
        ({"kind": "absent_near"}, "x1: a absent_near question has 1 patterns"),
        ({"kind": "odd"}, "x1: 'odd' is no kind; kinds: absent_far"),
        ({"language": "fr"}, "x1: 'fr' is none of en, vi, vi-plain"),
        ({"kind": "follow_up"}, "x1: a follow-up has a history"),
        ({"history": [{"question": "a", "answer": "b"}]}, "no other question has one"),
        ({"golden": 1}, "x1: unknown: golden"),
        ({"gold": [{"document": "a", "spans": []}]}, "x1: a gold answer has no sentence"),
        ({"gold": [{"document": "a", "spans": [[9, 9]]}]}, "gold of a: a span begins before"),
        ({"gold": [{"document": "a", "spans": [[0, 9]], "sentences": ["b"]}]}, "not both"),
        ({"gold": [{"document": "a", "span": [0, 9]}]}, "gold of a: unknown: span"),
    ],
)
def test_a_question_that_contradicts_itself_is_refused(changed, message):
    with pytest.raises(ValueError, match=message):
        make_case({**GOOD, **changed})
