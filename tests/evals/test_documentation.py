"""The figures in the documentation are those of a run of the questions that ship."""

import json
from pathlib import Path

import pytest

from evals.cases import load_cases
from evals.documentation import DOCS, check_plan, mark, section, summaries_of, write_figures
from evals.documentation import KEPT as FILES
from evals.errors import BadSettings
from evals.evaluate import Evaluation, Plan
from evals.gate import failures, load_floors
from evals.metrics import METRICS
from evals.runs import cases_digest, write_json
from evals.scoring import summary
from tests.evals.samples import ABSENT, ASKED, NONE, SAYS, answer, rows

PAGE = (DOCS / "evaluation.md").read_text(encoding="utf-8")
KEPT = {
    split: json.loads((DOCS / name).read_text(encoding="utf-8")) for split, name in FILES.items()
}


@pytest.mark.parametrize("split", FILES)
def test_the_tables_of_the_page_are_made_of_the_kept_figures(split):
    assert f"{mark(split)}{section(split, KEPT[split])}<!-- end -->" in PAGE


@pytest.mark.parametrize("split", FILES)
def test_the_figures_are_of_the_questions_as_they_are(split):
    cases = load_cases(split)

    assert KEPT[split]["questions_digest"] == cases_digest(cases)
    assert {each.questions for each in summaries_of(KEPT[split]).values()} == {len(cases)}


def test_the_figures_reach_the_floors_and_stand_beside_both_peers():
    found = summaries_of(KEPT["report"])

    assert list(found) == ["ours", "stock", "words"]
    assert list(failures(found["ours"], load_floors())) == []


def test_every_metric_is_explained():
    assert [name for name in METRICS if f"`{name}`" not in PAGE] == []


@pytest.fixture
def docs(tmp_path):
    """A folder with a page that has a place for the figures of each split."""
    parts = [f"{mark(split)}earlier table of {split}\n<!-- end -->\n" for split in FILES]
    text = "".join(["before\n", *parts, "after\n"])
    (tmp_path / "evaluation.md").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def evaluation(tmp_path, request):
    """A finished run of two questions, which pass for those that are named."""
    split = getattr(request, "param", "report")
    config = {"machine": "sample", "questions_digest": "d", "split": split}
    write_json(tmp_path / "config.json", config)
    found = rows((ASKED, answer(SAYS)), (ABSENT, NONE))
    return Evaluation(tmp_path, {"ours": summary(found)}, found)


@pytest.mark.parametrize(
    ("evaluation", "other"),
    [("report", "originals-report"), ("originals-report", "report")],
    indirect=["evaluation"],
)
def test_a_run_writes_its_figures_into_the_page_and_keeps_them(docs, evaluation, other):
    (split,) = set(FILES) - {other}

    write_figures(evaluation, docs)

    text = (docs / "evaluation.md").read_text(encoding="utf-8")
    kept = json.loads((docs / FILES[split]).read_text(encoding="utf-8"))
    assert f"{mark(split)}{section(split, kept)}<!-- end -->" in text
    assert f"earlier table of {split}\n" not in text
    assert f"{mark(other)}earlier table of {other}\n<!-- end -->" in text
    assert summaries_of(kept) == evaluation.summaries


def test_the_goals_stand_beside_the_figures_of_texts_that_do_not_ship(docs, evaluation):
    write_figures(evaluation, docs)
    kept = json.loads((docs / FILES["report"]).read_text(encoding="utf-8"))

    assert "| answered right | at least 0.90 | 1.000 | 1 | yes |" in section(
        "originals-report", kept
    )


def test_a_page_without_a_place_is_named(docs, evaluation):
    (docs / "evaluation.md").write_text("nothing", encoding="utf-8")

    with pytest.raises(BadSettings, match=r"evaluation\.md: has no place for the figures"):
        write_figures(evaluation, docs)


@pytest.mark.parametrize("plan", [Plan(split="tune"), Plan(url="http://x"), Plan(answerer="a:b")])
def test_only_the_whole_evaluation_is_documented(plan):
    with pytest.raises(BadSettings, match="goes with the report questions"):
        check_plan(plan)


def test_figures_of_a_chat_model_are_not_documented(monkeypatch):
    monkeypatch.setenv("ASSISTANT_LLM", "openai:sample")

    with pytest.raises(BadSettings, match="without ASSISTANT_LLM"):
        check_plan(Plan())


def test_the_whole_evaluation_is_documented():
    assert check_plan(Plan(results=Path("anywhere"))) is None
