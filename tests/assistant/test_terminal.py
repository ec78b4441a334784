"""``python -m assistant`` as a user runs it."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.__main__ import as_text
from assistant.types import Answer, Outcome, Series, SeriesRow, Statement

ROOT = Path(__file__).parents[2]


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        cwd=ROOT,
        env={**os.environ, "ASSISTANT_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_answer_is_printed_with_its_source(shipped_home):
    done = run(shipped_home, "what is the VNeID account target")

    assert done.returncode == 0
    assert "40 million" in done.stdout
    assert re.search(r"^\[1\] \S", done.stdout, re.MULTILINE)
    assert re.search(r"^    .*, \d{4}-\d\d-\d\d", done.stdout, re.MULTILINE)
    assert done.stderr == ""


def test_the_object_of_the_http_interface_is_printed(shipped_home):
    done = run(shipped_home, "what is the VNeID account target", "--json")

    found = json.loads(done.stdout)
    assert list(found) == [
        "outcome", "answer", "language", "answerer", "statements", "series", "citations", "nearest",
        "suggestions", "timings_ms",
    ]  # fmt: skip
    assert found["outcome"] == "answered"
    assert found["statements"][0]["citations"] == [1]


def test_what_is_not_found_is_said_with_questions_that_can_be_asked(shipped_home):
    done = run(shipped_home, "who won the football match")

    assert done.returncode == 0
    assert "found nothing" in done.stdout
    assert "\n- " in done.stdout


def test_the_nearest_is_printed_as_such_with_its_source(shipped_home):
    done = run(shipped_home, "What is the VNeID account target for 2035?")

    assert done.returncode == 0
    before, after = done.stdout.split("The nearest the documents say:")
    assert "for 2035" in before
    assert re.search(r"^\[1\] \S", after, re.MULTILINE)
    assert "“" in after


@pytest.mark.parametrize(
    ("question", "message"), [("", "Please type a question"), ("a" * 10_000, "at most 500")]
)
def test_a_bad_question_is_one_line_and_a_status(shipped_home, question, message):
    done = run(shipped_home, question)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error: ")
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_an_index_the_line_says_what_to_do(tmp_path):
    done = run(tmp_path / "none", "hello there")

    assert done.returncode == 1
    assert "python ingest.py add" in done.stderr


def test_values_over_time_are_lines_below_each_other_and_what_answers_is_bold():
    rows = (
        SeriesRow("the end\n of 2024", "15%", 1, "target"),
        SeriesRow("2022", "9%", 2, "achieved"),
    )
    answer = Answer(
        Outcome.ANSWERED,
        "en",
        statements=(Statement("It was 9%, then 15%.", (1,), ((7, 9), (16, 19))),),
        series=(Series("the rate is …", rows),),
    )

    assert as_text(answer, bold=True) == (
        "It was \x1b[1m9%\x1b[22m, then \x1b[1m15%\x1b[22m. [1]\n\n"
        "the rate is …\n"
        "    the end of 2024  15% (target)  [1]\n"
        "    2022             9%            [2]"
    )
    assert "\x1b" not in as_text(answer)
