"""The table for the terminal."""

from dataclasses import replace

from evals.scoring import summary
from evals.table import COLUMNS, as_table
from tests.evals.samples import ABSENT, ASKED, NONE, SAYS, answer, rows

OURS = summary(rows((ASKED, answer(SAYS)), (ABSENT, NONE)))
NEVER = summary(rows((ASKED, NONE), (ABSENT, NONE)))


def test_the_systems_stand_under_one_another_with_intervals():
    head, ours, never, *_ = as_table({"ours": OURS, "never": NEVER}).splitlines()

    assert head.split()[:2] == ["questions", "right"]
    assert ours.split()[:5] == ["ours", "2", "1.000", "[1.000,", "1.000]"]
    assert never.split()[:3] == ["never", "2", "0.000"]


def test_the_first_system_is_shown_by_kind_and_by_language():
    lines = as_table({"ours": OURS, "never": NEVER}).splitlines()

    assert [line.split()[:2] for line in lines[4:7]] == [
        ["absent_near", "1"],
        ["close", "1"],
        ["en", "2"],
    ]


def test_what_does_not_apply_is_a_dash():
    (line,) = [each for each in as_table({"o": OURS}).splitlines() if each.startswith("absent")]

    assert line.split() == ["absent_near", "1", "-", "1.000", *["-"] * (len(COLUMNS) - 2)]


def test_the_time_and_length_of_answers_come_last():
    last = as_table({"ours": OURS}).splitlines()[-1]

    assert last == (
        f"ours: milliseconds an answer p50 and p95: 5.0 and 5.0; characters an answer: {len(SAYS)}"
    )


def test_questions_asked_with_and_without_diacritics_stand_side_by_side():
    vi = replace(ASKED, language="vi", question="Bao nhiêu?")
    plain = replace(ASKED, id="p", language="vi-plain", question="bao nhieu")
    found = summary(rows((vi, answer(SAYS)), (plain, NONE)))

    assert as_table({"ours": found}).splitlines()[-2] == (
        "the same 1 questions in vi and vi-plain: as they should 1.000 and 0.000; difference "
        "-1.000 [-1.000, -1.000]"
    )
