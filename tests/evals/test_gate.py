"""The floors: what is below them is said with both numbers."""

from dataclasses import replace

import pytest

from assistant import Answer, Outcome, Statement
from evals.errors import BadSettings
from evals.gate import Floors, failures, load_floors
from evals.scoring import summary
from tests.evals.samples import ABSENT, ASKED, NONE, SAYS, answer, asked, judged, rows

FLOORS = Floors({"answered_right": 0.9, "quote_verbatim": 1.0}, {"unsupported_number": 0.0})
GOOD = summary(rows((ASKED, answer(SAYS)), (ABSENT, NONE)))


def test_a_run_that_reaches_every_floor_passes():
    assert list(failures(GOOD, FLOORS)) == []


def test_a_figure_below_its_floor_is_said():
    found = summary(rows((ASKED, answer(SAYS)), (replace(ASKED, id="c"), NONE)))

    assert list(failures(found, FLOORS)) == ["answered_right is 0.5, and must be at least 0.9."]


def test_a_changed_digit_in_a_statement_fails():
    found = summary(rows((ASKED, answer(SAYS, said="Sample accounts reached 40 or 41 units."))))

    assert list(failures(found, FLOORS)) == ["unsupported_number is 1, and may be at most 0."]


def test_a_changed_digit_in_a_quote_fails():
    given = answer(SAYS)
    wrong = SAYS.replace("40", "41")
    altered = replace(
        given,
        statements=(Statement(wrong, (1,)),),
        citations=(replace(given.citations[0], quote=wrong),),
    )

    found = summary(rows((ASKED, altered)))

    assert [line.split()[0] for line in failures(found, FLOORS)] == [
        "answered_right",
        "quote_verbatim",
    ]


def test_what_was_not_measured_fails():
    found = summary(rows((ABSENT, NONE)))

    assert "answered_right is not measured, and must be at least 0.9." in failures(found, FLOORS)


def test_questions_that_ended_in_an_error_are_counted():
    failed = Answer(Outcome.ERROR, "en", message="no server")
    found = summary(rows((ASKED, failed)))

    assert list(failures(found, Floors({}, {"errors": 0}))) == [
        "errors is 1, and may be at most 0."
    ]


def test_milliseconds_can_be_held_too():
    assert asked(ASKED, NONE).milliseconds == 5.0

    assert list(failures(GOOD, Floors({}, {"p95": 4.0}))) == ["p95 is 5, and may be at most 4."]


def test_the_floors_that_ship_hold_what_matters_most():
    floors = load_floors()

    assert {"answered_right", "declined_rightly", "quote_verbatim"} <= set(floors.at_least)
    assert {"declined_wrongly", "unsupported_number", "errors"} <= set(floors.at_most)
    assert floors.at_least["quote_verbatim"] == 1.0
    assert floors.at_most["unsupported_number"] == 0.0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[at_least]\nspeed = 1", "speed is not measured; known: answer_length"),
        ("[at_least]\nanswered_right = 'high'", "is no file of floors"),
        ("at_least", "is no file of floors"),
    ],
)
def test_a_file_of_floors_that_cannot_be_used_is_named(text, message, tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadSettings, match=message):
        load_floors(path)


def test_the_samples_judge_as_the_gate_expects():
    assert judged(ASKED, answer(SAYS)).given
