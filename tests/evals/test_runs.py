"""A run's folder holds all that was asked, and is read back as it was written."""

import json
import logging
from contextlib import nullcontext
from dataclasses import replace
from datetime import date

import pytest

from evals.benchmarks.errors import MissingExtra
from evals.errors import BadRun
from evals.evaluate import Plan, evaluate
from evals.runs import (
    SUMMARY,
    cases_digest,
    environment,
    logged,
    new_folder,
    read_answers,
    read_corpus,
    run_config,
    system_folder,
    systems_of,
    write_answers,
    write_corpus,
    write_scores,
)
from tests.evals.samples import ABSENT, ASKED, DOCUMENT, NONE, OTHER, SAYS, answer, asked, rows


def test_two_runs_of_one_second_have_folders_of_their_own(tmp_path):
    assert len({new_folder(tmp_path) for _ in range(3)}) == 3


def test_answers_are_read_as_they_were_written(tmp_path):
    given = answer(SAYS, OTHER)
    dated = replace(given.citations[0], published=date(2025, 2, 6), url="https://example.org/a")
    written = [
        asked(ASKED, replace(given, citations=(dated, given.citations[1])), SAYS),
        replace(asked(ABSENT, NONE), retrieved=None),
    ]

    assert write_answers(tmp_path / "ours", written) == written
    assert read_answers(tmp_path / "ours") == written


def test_what_was_asked_before_a_run_breaks_is_kept(tmp_path):
    def breaking():
        yield asked(ASKED, NONE)
        raise OSError("the disk is full")

    with pytest.raises(OSError, match="the disk is full"):
        write_answers(tmp_path / "ours", breaking())

    assert [each.case for each in read_answers(tmp_path / "ours")] == ["a"]


def test_the_documents_are_read_as_they_were_written(tmp_path):
    write_corpus(tmp_path, [DOCUMENT])

    (found,) = read_corpus(tmp_path).documents

    assert (found.id, found.pages) == (DOCUMENT.id, DOCUMENT.pages)


def test_the_totals_and_every_score_are_files(tmp_path):
    totals = write_scores(tmp_path, rows((ASKED, answer(SAYS)), (ABSENT, NONE)))

    lines = (tmp_path / "rows.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["right"] for line in lines] == [True, True]
    assert SUMMARY.validate_json((tmp_path / "totals.json").read_bytes()) == totals


def test_a_run_keeps_the_settings_but_no_secret(monkeypatch):
    monkeypatch.setenv("ASSISTANT_ANSWER_SCORE", "0.6")
    monkeypatch.setenv("ASSISTANT_CHROMA_TOKEN", "sample-secret")

    monkeypatch.delenv("ASSISTANT_HOME")

    assert environment()["settings"] == {
        "ASSISTANT_ANSWER_SCORE": "0.6",
        "ASSISTANT_CHROMA_TOKEN": "(set)",
    }


def test_what_is_logged_in_a_run_is_in_its_log_and_nothing_after(tmp_path):
    with logged(tmp_path):
        logging.getLogger("evals.sample").info("asking a sample")
    logging.getLogger("evals.sample").warning("too late")

    log = (tmp_path / "run.log").read_text(encoding="utf-8")
    assert "INFO evals.sample: asking a sample" in log
    assert "too late" not in log


def test_a_run_is_named_by_its_folder_or_by_a_system_in_it(tmp_path):
    for name in ("words", "ours"):
        write_answers(tmp_path / name, [])

    assert system_folder(tmp_path) == tmp_path / "ours"
    assert system_folder(tmp_path / "words") == tmp_path / "words"
    assert systems_of(tmp_path) == ["ours", "words"]


@pytest.mark.parametrize("read", [read_answers, read_corpus, run_config, system_folder])
def test_a_folder_that_is_no_run_is_named(read, tmp_path):
    with pytest.raises(BadRun, match=str(tmp_path)):
        read(tmp_path)


def test_a_broken_answer_is_said(tmp_path):
    (tmp_path / "answers.jsonl").write_text("{}\n", encoding="utf-8")

    with pytest.raises(BadRun, match="has no answers that can be read"):
        read_answers(tmp_path)


def test_other_questions_have_another_digest():
    assert cases_digest([ASKED]) != cases_digest([replace(ASKED, expect=("41",))])


def test_nothing_is_asked_that_cannot_be_scored(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)

    with pytest.raises(MissingExtra, match="ir_measures is not installed"):
        evaluate(Plan(results=tmp_path), nullcontext)

    assert list(tmp_path.iterdir()) == []
