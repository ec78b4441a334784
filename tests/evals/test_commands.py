"""``python -m evals`` as a person runs it: runs, comparisons, and floors that find faults."""

import os
import shutil
import sys

import pytest

from evals.__main__ import main
from evals.cases import QUESTIONS, SETS
from evals.local import CORPUS, index_home
from evals.runs import read_answers, system_folder
from knowledge import LibrarySettings


@pytest.fixture
def evals(tmp_path, shipped_home, monkeypatch, capsys):
    """Run a command with the index of the shipped documents at hand; return status and output."""
    home = index_home(CORPUS, LibrarySettings())
    shutil.copytree(shipped_home, home, copy_function=os.link)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["evals", *map(str, arguments)])
        status = main()
        shown = capsys.readouterr()
        return status, shown.out, shown.err

    return run


@pytest.fixture
def few(tmp_path, monkeypatch):
    """A handful of the questions that ship: every thirtieth."""
    folder = tmp_path / "questions"
    folder.mkdir()
    for split in (*SETS["shipped"], *SETS["originals"]):
        lines = (QUESTIONS / f"{split}.jsonl").read_text(encoding="utf-8").splitlines()
        text = "\n".join(lines[::30]) + "\n"
        (folder / f"{split}.jsonl").write_text(text, encoding="utf-8")
    shutil.copy(QUESTIONS / "originals.toml", folder)
    monkeypatch.setattr("evals.cases.QUESTIONS", folder)


@pytest.fixture
def results(tmp_path):
    return tmp_path / "results"


def run_folders(results):
    return sorted(results.iterdir())


def test_the_assistant_as_it_is_reaches_the_floors(evals, results):
    status, out, err = evals("run", "--gate", "--results", results)

    assert (status, err) == (0, "")
    assert out.splitlines()[1].startswith("ours")


@pytest.mark.parametrize(
    ("answerer", "why"),
    [
        ("SecondBest", "answered_right is 0."),
        ("AlwaysDeclines", "declined_wrongly is 1, and may be at most 0."),
        ("ChangesADigit", "declined_wrongly is 0."),
    ],
)
def test_an_answerer_that_does_one_thing_wrong_fails_and_it_is_said_why(
    evals, results, answerer, why
):
    name = f"tests.evals.saboteurs:{answerer}"

    status, _, err = evals("run", "--gate", "--answerer", name, "--results", results)

    assert status == 1
    assert f"below its floor: {why}" in err


def test_a_run_leaves_a_folder_with_everything(evals, few, results):
    status, out, _ = evals("run", "--systems", "ours,words", "--results", results)

    (folder,) = run_folders(results)
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert status == 0
    assert names == {
        *("config.json", "corpus.jsonl", "run.log", "report.html"),
        *(f"{system}/{name}" for system in ("ours", "words") for name in PARTS),
    }
    assert f"Every question and answer is in {folder / 'report.html'}" in out


PARTS = ("answers.jsonl", "rows.jsonl", "totals.json")


def test_a_run_is_compared_with_the_one_before_it(evals, few, results):
    evals("run", "--results", results)
    first = run_folders(results)[0].name

    _, out, _ = evals("run", "--results", results)

    assert f"Against {first}: 0 no longer right, 0 now right; significant losses: none" in out
    assert (run_folders(results)[1] / f"compared-with-{first}.html").is_file()


def test_comparing_fails_on_a_significant_loss_and_names_it(evals, few, results):
    evals("run", "--results", results)
    evals("run", "--answerer", "tests.evals.saboteurs:AlwaysDeclines", "--results", results)
    before, after = run_folders(results)

    worse, out, _ = evals("compare", before, after)
    same, _, _ = evals("compare", before, before)

    assert (worse, same) == (1, 0)
    assert "WORSE" in next(line for line in out.splitlines() if line.startswith("answered_right"))


def test_scoring_again_asks_nothing_and_gives_the_same(evals, few, results, monkeypatch):
    _, before, _ = evals("run", "--results", results)
    (folder,) = run_folders(results)
    monkeypatch.setattr("evals.evaluate.open_index", None)

    status, after, _ = evals("score", folder)

    assert status == 0
    assert after.strip() in before


def test_the_quotes_of_a_run_can_be_checked_from_its_folder_alone(evals, few, results):
    evals("run", "--results", results)

    found = read_answers(system_folder(run_folders(results)[0]))

    assert all(
        source == citation.quote
        for each in found
        for citation, source in zip(each.answer.citations, each.sources, strict=True)
    )


def test_the_questions_are_validated_and_counted(evals, few):
    status, out, err = evals("validate")

    assert status == 1  # so few questions do not ask for every figure
    assert "questions" in out
    assert "no question asks for" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "--split", "other"], "no split 'other'"),
        (["run", "--corpus", "/nowhere"], "no such folder"),
        (["run", "--systems", "ours,theirs"], "theirs: no such system; there are ours, stock"),
        (["run", "--answerer", "nobody"], "'nobody' is no answerer"),
        (["run", "--url", "http://127.0.0.1:9"], "cannot be asked"),
        (["run", "--split", "originals-tune"], "It does not ship: name the folder"),
        (["validate", "--questions", "originals"], "It does not ship: name the folder"),
        (["run", "--write-figures", "--split", "tune"], "goes with the report questions"),
        (["compare", "/nowhere", "/nowhere"], "is no folder of a run"),
        (["score", "/nowhere"], "/nowhere: has no config.json"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(evals, few, results, arguments, message):
    extra = ["--results", results] if arguments[0] == "run" else []

    status, _, err = evals(*arguments, *extra)

    assert status == 1
    assert err.startswith("error: ")
    assert message in err
    assert len(err.strip().splitlines()) == 1
