"""Files and mutated copies of them are read behind the wall, and each comes to an outcome."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

import evals.__main__ as command
from evals.benchmarks.files import children, files
from evals.benchmarks.mutations import MUTATIONS, mutated
from evals.benchmarks.reading import NO_OUTCOME, OUTCOMES, cases_of
from evals.benchmarks.report import DOCS, as_text, write_figures, write_report
from knowledge import LibraryNotReady
from knowledge.errors import BadMetadata

DATA = Path(__file__).parents[1] / "data"
BYTES = Random(0).randbytes(2000)
SEEDS = [f"1-{number}" for number in range(40)]


def nothing(*step):
    """Show no progress."""


@pytest.fixture
def folder(tmp_path):
    """A folder with a text, a page, an empty file and one that is not read."""
    folder = tmp_path / "documents"
    (folder / "below").mkdir(parents=True)
    shutil.copy(DATA / "sample.txt", folder)
    shutil.copy(DATA / "sample.html", folder / "below")
    (folder / "empty.md").write_bytes(b"")
    (folder / "make.py").write_text("print()", encoding="utf-8")
    return folder


def test_the_same_seed_gives_the_same_bytes():
    first = [mutated(BYTES, seed) for seed in SEEDS]

    assert first == [mutated(BYTES, seed) for seed in SEEDS]
    assert len({data for data, _ in first}) == len(SEEDS)


def test_every_kind_of_mutation_comes_up():
    assert {name for seed in SEEDS for name in mutated(BYTES, seed)[1]} == set(MUTATIONS)


@pytest.mark.parametrize("name", sorted(MUTATIONS))
def test_a_file_without_bytes_can_be_mutated_too(name):
    assert MUTATIONS[name](b"", Random("1")) == b""


def test_copies_are_made_of_all_files_alike(folder):
    sources = [folder / "empty.md", folder / "sample.txt"]

    cases = cases_of(sources, 4, 7)

    assert cases[:2] == [(source, "") for source in sources]
    assert [(path.name, seed) for path, seed in cases[2:]] == [
        ("empty.md", "7-0"),
        ("empty.md", "7-1"),
        ("sample.txt", "7-2"),
        ("sample.txt", "7-3"),
    ]


def test_a_file_that_is_too_big_to_be_read_is_not_copied(folder):
    with (folder / "big.txt").open("wb") as file:
        file.truncate(50_000_001)

    assert cases_of([folder / "big.txt"], 2, 1) == [(folder / "big.txt", "")]


def test_each_file_and_each_copy_comes_to_an_outcome(folder):
    steps = []

    report = files(folder, 3, 1, lambda *step: steps.append(step))

    (found,) = report.figures
    plain, copies = found["as they are"], found["mutated"]
    assert (plain["files"], plain["ok"], plain["empty_scanned"]) == (3, 2, 1)
    assert copies["files"] == sum(copies[name] for name in OUTCOMES) == 3
    assert plain[NO_OUTCOME] == copies[NO_OUTCOME] == 0
    assert found["processes left"] == 0
    assert found["peak memory MB"] > 10
    # Percentiles are rounded to a hundredth of a millisecond.
    assert 0 < plain["p95 s"] <= plain["longest s"] + 0.00001
    assert steps[-1] == ("Reading", 6, 6)
    assert [row["mutations"] for row in report.details[:3]] == [()] * 3
    assert all(row["mutations"] for row in report.details[3:])


def test_the_table_has_every_outcome_beside_its_limit(folder):
    report = files(folder, 0, 1, nothing)

    rows = {name: cells for name, *cells in report.rows}
    assert set(OUTCOMES) < set(rows)
    assert rows["ok"] == ["2", "0", ""]
    assert rows[NO_OUTCOME][-1] == rows["processes left"][-1] == "0"
    assert (rows["longest s"][-1], rows["peak memory MB"][-1]) == ("90", "1024")


@pytest.mark.parametrize(
    "fault", [LibraryNotReady("no index"), ValueError("a bug")], ids=["not of a file", "not ours"]
)
def test_what_is_no_outcome_is_counted_and_named(folder, monkeypatch, fault):
    monkeypatch.setattr("evals.benchmarks.ours.parse_files", lambda paths, given: iter([fault]))

    report = files(folder, 0, 1, nothing)

    assert report.figures[0]["as they are"][NO_OUTCOME] == 3
    assert f"no outcome: sample.txt  ({type(fault).__name__}: {fault})" in as_text(report)


def test_metadata_that_cannot_be_used_is_a_file_that_failed(folder, monkeypatch):
    fault = BadMetadata("a date that is none")
    monkeypatch.setattr("evals.benchmarks.ours.parse_files", lambda paths, given: iter([fault]))

    assert files(folder, 0, 1, nothing).figures[0]["as they are"]["failed"] == 3


def test_a_process_that_is_left_behind_is_seen():
    before = children()

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        assert children() - before == {process.pid}
    assert process.pid not in children()


def test_the_command_writes_the_table_and_every_file(folder, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(
        "evals.benchmarks.commands.write_report",
        lambda report: write_report(report, tmp_path / "results"),
    )
    monkeypatch.setattr(
        sys, "argv", ["evals", "benchmark", "files", str(folder), "--mutations", "1"]
    )

    assert command.main() == 0
    assert "processes left" in capsys.readouterr().out
    (written,) = (tmp_path / "results").iterdir()
    rows = (written / "rows.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(row)["seed"] for row in rows] == ["", "", "", "1-0"]


def test_the_documentation_has_a_place_for_the_figures(folder, tmp_path):
    page = tmp_path / "benchmarks.md"
    shutil.copy(DOCS, page)

    write_figures(files(folder, 0, 1, nothing), page)

    assert "processes left" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "said"),
    [("gone", "gone: no such folder. Name one with documents."), ("bare", "the folder has no ")],
)
def test_a_folder_without_documents_is_named(name, said, tmp_path, monkeypatch, capsys):
    (tmp_path / "bare").mkdir()
    monkeypatch.setattr(sys, "argv", ["evals", "benchmark", "files", str(tmp_path / name)])

    assert command.main() == 1
    assert (heard := capsys.readouterr().err).startswith("error: ")
    assert said in heard


@pytest.mark.parametrize("given", [["--mutations", "-1"], ["--seed", "x"]])
def test_a_number_that_is_none_is_refused(given, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["evals", "benchmark", "files", "folder", *given])

    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "error: argument" in capsys.readouterr().err
