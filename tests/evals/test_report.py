"""The report page: self-contained, and what questions and documents hold is only text on it."""

from dataclasses import replace

import pytest

from evals.comparison import compare
from evals.report import figure, write_comparison, write_report
from evals.runs import write_json
from evals.scoring import summary
from evals.statistics import Estimate
from tests.evals.samples import ABSENT, ALSO, ASKED, NONE, OTHER, SAYS, answer, rows
from tests.web.browsing import open_browser

HOSTILE = '<img src="https://evil.example/x" onerror="document.title=1"><script>alert(1)</script>'
ROWS = rows(
    (ASKED, answer(SAYS)),
    (replace(ASKED, id="c", question=f"{HOSTILE} accounts?"), answer(OTHER)),
    (replace(ABSENT, language="vi"), NONE),
)
SUMMARIES = {"ours": summary(ROWS), "words": summary(ROWS[:1])}


@pytest.fixture
def run(tmp_path):
    """A run's folder with its configuration."""
    folder = tmp_path / "2026-01-02T030405Z"
    folder.mkdir()
    config = {"split": "report", "asked": "corpus", "answerer": "extractive", "machine": "sample"}
    write_json(folder / "config.json", config)
    return folder


def test_the_page_shows_totals_with_intervals_for_every_system(run):
    page = write_report(run, SUMMARIES, ROWS, []).read_text(encoding="utf-8")

    assert "<h1>Evaluation: 3 report questions</h1>" in page
    assert "answered_right" in page
    assert '<th class="number">words</th>' in page
    assert page.count("<svg") == 4


def test_what_failed_is_shown_with_expected_given_and_the_passage(run):
    page = write_report(run, SUMMARIES, ROWS, []).read_text(encoding="utf-8")

    (failed,) = page.split("<details>")[1:]
    assert "<code>c</code>" in failed
    assert "<code>40</code>" in failed
    assert SAYS in failed
    assert OTHER in failed
    assert f"<blockquote>{SAYS} {OTHER} {ALSO}</blockquote>" in failed


def test_floors_that_were_not_reached_stand_at_the_top(run):
    page = write_report(run, SUMMARIES, ROWS, ["answered_right is 0.5."]).read_text("utf-8")

    assert page.index("answered_right is 0.5.") < page.index("<h2>Totals</h2>")


def test_a_comparison_is_a_page_that_the_report_links(run):
    compared = write_comparison(run, "2026-01-01", compare(ROWS[:2], ROWS[:2]))

    page = write_report(run, SUMMARIES, ROWS, []).read_text(encoding="utf-8")

    assert f'<a href="{compared.name}">' in page
    assert "2 questions in both runs" in compared.read_text(encoding="utf-8")


def test_hostile_text_stays_text_and_nothing_is_loaded_from_elsewhere(run):
    path = write_report(run, SUMMARIES, ROWS, [HOSTILE])
    with open_browser() as browser:
        page = browser.new_page()
        requests = []
        page.on("request", lambda request: requests.append(request.url))
        page.goto(path.as_uri())
        page.locator("summary").first.click()

        assert page.locator("details dd", has_text=OTHER).first.is_visible()
        assert HOSTILE in page.locator("summary").first.inner_text()
        assert page.title().startswith("Evaluation")
        assert page.locator("img, script").count() == 0
    assert requests == [path.as_uri()]


def test_figures_have_as_many_digits_as_say_something():
    assert figure(Estimate(17.66, 17.0, 18.0, 5)) == "17.7"
