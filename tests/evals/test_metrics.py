"""Every metric on an answer whose score is known."""

from dataclasses import replace

import pytest

from assistant import Answer, Citation, Outcome, Statement
from evals.cases import Case
from evals.metrics import METRICS, score, totals
from evals.runs import run_cases, summary
from evals.table import as_table

QUOTE = "Sample accounts reached 40 units."
CITATION = Citation(1, "sample-1a", "t", None, None, None, 1, 1, None, QUOTE, 0, 33, QUOTE, 0)
GIVEN = Answer(
    Outcome.ANSWERED, "en", (Statement(QUOTE, (1,)),), (CITATION,), timings_ms={"total": 5.0}
)
NONE = Answer(Outcome.NOT_FOUND, "en", message="nothing")
ASKED = Case("a", "close", "en", "?", documents=("sample",), expect=("40",))
ABSENT = Case("b", "absent_near", "en", "?")


@pytest.mark.parametrize(
    ("metric", "case", "answer", "value"),
    [
        ("answered_right", ASKED, GIVEN, True),
        ("answered_right", replace(ASKED, expect=("40", "50")), GIVEN, False),
        ("answered_right", replace(ASKED, reject=("reached",)), GIVEN, False),
        ("answered_right", ABSENT, GIVEN, None),
        ("declined_rightly", ABSENT, NONE, True),
        ("declined_rightly", ABSENT, GIVEN, False),
        ("declined_rightly", ASKED, NONE, None),
        ("declined_wrongly", ASKED, NONE, True),
        ("declined_wrongly", ASKED, GIVEN, False),
        ("cites_gold_document", ASKED, GIVEN, True),
        ("cites_gold_document", replace(ASKED, documents=("other",)), GIVEN, False),
        ("cites_gold_document", ASKED, NONE, None),
        ("unsupported_number", ASKED, GIVEN, False),
        (
            "unsupported_number",
            ASKED,
            replace(GIVEN, statements=(Statement("It reached 41 units.", (1,)),)),
            True,
        ),
    ],
)
def test_a_metric_has_its_known_value(metric, case, answer, value):
    assert METRICS[metric](case, answer) is value


def test_a_metric_that_does_not_apply_does_not_count():
    found = totals([score(ASKED, GIVEN), score(ABSENT, NONE), score(ABSENT, GIVEN)])

    assert found["answered_right"] == 1.0
    assert found["declined_rightly"] == 0.5


class Scripted:
    """Answers every question alike and remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def ask(self, question, history=()):
        self.asked.append(question)
        return GIVEN


def test_a_run_asks_every_question_and_sums_up_by_kind():
    scripted = Scripted()

    rows = run_cases(scripted, [ASKED, ABSENT])

    found = summary(rows)
    assert scripted.asked == ["?", "?"]
    assert found["by_kind"]["close"]["answered_right"] == 1.0
    assert found["by_kind"]["absent_near"]["declined_rightly"] == 0.0
    assert found["latency_ms"]["p50"] == 5.0


def test_the_table_has_a_line_for_every_kind():
    lines = as_table(summary(run_cases(Scripted(), [ASKED, ABSENT]))).splitlines()

    assert lines[0].split()[:2] == ["questions", "right"]
    assert lines[1].split() == ["all", "2", "1.000", "0.000", "0.000", "1.000", "0.000"]
    assert {line.split()[0] for line in lines[2:-1]} == {"absent_near", "close", "en"}
