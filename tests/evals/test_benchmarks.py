"""What the benchmarks compute is what can be worked out by hand, and faults are said plainly."""

import json
import math
import sys

import pytest

import evals.__main__ as command
from evals.benchmarks.errors import BadBenchmark, BenchmarkFault, MissingExtra, require
from evals.benchmarks.formats.base import Asked, Beside, Direction, Published
from evals.benchmarks.formats.squad import load_squad
from evals.benchmarks.formats.xquad import load_xquad
from evals.benchmarks.libraries import Choice
from evals.benchmarks.processes import measure
from evals.benchmarks.ranking import DEPTH, measured, percentiles, rank_of
from evals.benchmarks.report import Report, as_text, write_figures, write_report
from evals.benchmarks.retrieval import ask, report_of, run
from evals.benchmarks.samples import load_sample
from evals.benchmarks.speed import Line
from evals.benchmarks.synthetic import Model, questions_of, synthetic
from evals.benchmarks.trials import Stages
from knowledge.text import fold

REPORT = Report("sample", {"n": 1}, ("", "ours"), (("first line", "1.0"),), [{"a": 1}], [{"b": 2}])


def squad_file(path, pairs):
    """Write a file of one article with a paragraph and a question a pair."""
    paragraphs = [
        {
            "context": text,
            "qas": [{"id": str(row), "question": asked, "answers": [{"text": text[:3]}]}],
        }
        for row, (text, asked) in enumerate(pairs)
    ]
    data = [{"title": "Sample", "paragraphs": paragraphs}]
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    return path


def test_the_measures_are_those_of_their_definitions():
    rankings = {"first": ["a", "b"], "second": ["a", "b"], "sixth": list("pqrsta"), "none": ["b"]}
    right = {"first": ["a"], "second": ["b"], "sixth": ["a"], "none": ["a"]}

    found = measured(rankings, right, [0.001, 0.002, 0.003]).scores

    assert found["R@1"] == 0.25
    assert found["R@5"] == 0.5
    assert found["R@10"] == 0.75
    assert found["MRR@10"] == pytest.approx((1 + 1 / 2 + 1 / 6) / 4, abs=1e-4)
    assert found["nDCG@10"] == pytest.approx(
        (1 + 1 / math.log2(3) + 1 / math.log2(7)) / 4, abs=1e-4
    )


def test_a_question_that_was_not_ranked_counts_as_missed():
    assert measured({"a": ["x"]}, {"a": ["x"], "b": ["y"]}, []).scores["R@1"] == 0.5


def test_what_stands_below_the_depth_does_not_count():
    ranking = [f"c{number}" for number in range(DEPTH)] + ["right"]

    assert measured({"q": ranking}, {"q": ["right"]}, []).scores["nDCG@10"] == 0.0


def test_of_several_right_contexts_each_found_one_counts_its_share():
    found = measured({"q": ["a", "x", "b"]}, {"q": ["a", "b", "c", "d"]}, []).scores

    assert (found["R@1"], found["R@5"]) == (0.25, 0.5)
    assert found["MRR@10"] == 1.0


def test_the_place_of_a_context_counts_from_one():
    assert rank_of(["a", "b"], ["b"]) == 2
    assert rank_of(["a", "b"], ["c"]) is None


def test_percentiles_are_milliseconds():
    assert percentiles([second / 1000 for second in range(1, 101)]) == (50.5, 96.0)
    assert percentiles([]) == (0.0, 0.0)


def test_our_library_and_the_stock_pipeline_rank_the_same_contexts(compiled, tmp_path):
    pairs = [
        ("The sample river is 40 km long. It rises in the hills.", "How long is the river?"),
        ("Bread is baked from flour and water in an oven.", "What is bread baked from?"),
        ("The moon goes round the earth in about 27 days.", "How many days does the moon need?"),
    ]
    collections = {"en": load_squad(squad_file(tmp_path / "en.json", pairs))}
    systems = ("ours", "dense", "words", "stock")

    results = list(
        run(collections, [Direction("en", "en", "en")], systems, Choice(), lambda *step: None)
    )

    assert [result.system for result in results] == list(systems)
    assert {result.quality.scores["R@1"] for result in results} == {1.0}
    assert not any(result.refused for result in results)


def results_of(rankings, targets):
    """Return a result for each system, which ranks one question in one way."""
    direction = Direction("en", "en", "en", targets=targets)
    asked = [Asked("q", "What?", "a", contexts=("c0",))]
    return [
        ask(direction, name, lambda asked, found=found: found, asked, lambda done, total: None)
        for name, found in rankings.items()
    ]


def test_the_table_has_a_line_a_result_and_our_targets():
    results = results_of({"ours": ["c0"], "stock": ["c1"]}, {"R@1": 0.9})

    report = report_of("xquad", results, Choice(), Beside(()))

    assert [row[1:3] for row in report.rows] == [("ours", "1.000 (>= 0.9)"), ("stock", "0.000")]
    assert [row["rank"] for row in report.details] == [1, None]


def test_what_others_reached_stands_below_ours_with_its_source():
    published = (
        Published("en", "BM25", {"R@1": 0.5, "nDCG@10": 0.75}),
        Published("vi", "BM25", {"R@1": 0.25}),
    )
    beside = Beside(("BM25: https://example.org/results",), published)

    report = report_of("xquad", results_of({"ours": ["c0"]}, {}), Choice(limit=1), beside)

    assert report.rows[1] == ("en", "BM25", "0.500", "-", "-", "-", "0.750", "-", "-")
    assert len(report.rows) == 2
    assert report.notes[1:] == (
        "--limit 1: a try, on the first questions alone.",
        "BM25: https://example.org/results",
    )


def test_a_folder_without_xquad_is_named_with_what_it_lacks(tmp_path):
    (tmp_path / "xquad.en.json").write_text("{}", encoding="utf-8")

    with pytest.raises(BadBenchmark, match=r"has no xquad\.vi\.json; they are at https"):
        load_xquad(tmp_path)


def test_a_report_is_written_whole_and_its_columns_are_aligned(tmp_path):
    folder = write_report(REPORT, tmp_path)

    assert folder.name.endswith("-sample")
    assert json.loads((folder / "totals.json").read_text("utf-8")) == [{"a": 1}]
    assert json.loads((folder / "rows.jsonl").read_text("utf-8")) == {"b": 2}
    assert as_text(REPORT).splitlines() == ["            ours", "first line  1.0"]


def test_figures_take_the_place_of_the_last_ones_in_the_docs(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("A\n<!-- figures: sample -->\nold\n<!-- end -->\nB\n", encoding="utf-8")

    write_figures(REPORT, page)

    text = page.read_text(encoding="utf-8")
    assert "first line  1.0" in text
    assert "old" not in text
    assert (text[:2], text[-3:]) == ("A\n", "\nB\n")


def test_docs_without_a_place_for_the_figures_are_left_alone(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("<!-- figures: other -->\nold\n<!-- end -->\n", encoding="utf-8")

    with pytest.raises(BenchmarkFault, match="no place for the figures of 'sample'"):
        write_figures(REPORT, page)
    assert "old" in page.read_text(encoding="utf-8")


def test_xquad_becomes_fifty_documents_that_hold_all_of_its_text(tmp_path):
    pairs = [(f"Paragraph {number}.", f"Which {number}?") for number in range(120)]
    squad_file(tmp_path / "xquad.en.json", pairs)

    sample = load_sample(tmp_path)

    assert len(sample.texts) == 50
    assert [part for text in sample.texts.values() for part in text.split("\n\n")] == [
        text for text, _ in pairs
    ]
    assert len(sample.questions) == 120


def test_a_folder_of_text_files_is_asked_for_its_own_sentences(tmp_path):
    (tmp_path / "a.txt").write_text("First is here. Second is here. Third is.", encoding="utf-8")

    assert load_sample(tmp_path).questions == ("Second is here.",)


def test_a_folder_without_texts_is_named(tmp_path):
    with pytest.raises(BadBenchmark, match=r"has neither text files .* nor xquad\.en\.json"):
        load_sample(tmp_path)


def test_a_ratio_is_of_medians_and_says_whether_the_target_is_met():
    line = Line("adding", "s", (1.0, 9.0, 2.0), (4.0, 4.0, 5.0), target=0.6)

    assert line.cells() == ("adding", "2.00 s", "4.00 s", "0.50", "<= 0.6, met")
    assert Line("adding", "s", (3.0,), (4.0,), target=0.6).cells()[-1] == "<= 0.6, missed"


def test_a_figure_without_a_peer_has_no_ratio():
    assert Line("compiling", "s", (3.0,)).cells() == ("compiling", "3.00 s", "-", "-", "-")


def test_stages_share_the_time_between_them(monkeypatch):
    clock = iter([0.0, 1.0, 3.0, 10.0])
    monkeypatch.setattr("evals.benchmarks.trials.time.perf_counter", lambda: next(clock))
    stages = Stages()

    stages.advance("Reading", 0, 2)
    stages.advance("Reading", 1, 2)
    stages.advance("Storing", 0, 1)
    stages.end()

    assert stages.seconds == {"Reading": 2.0, "Storing": 7.0}


def test_the_memory_of_a_process_is_its_own_peak():
    small = measure(["-c", "print('{}')"])
    big = measure(["-c", "x = bytearray(200_000_000); print('{\"a\": 1}')"])

    assert big.peak_mb - small.peak_mb > 150
    assert big.figures() == {"a": 1}
    assert big.wall_s > 0


def test_a_process_that_fails_is_said_with_its_last_line():
    with pytest.raises(BenchmarkFault, match="ValueError: no such sample"):
        measure(["-c", "raise ValueError('no such sample')"])


@pytest.fixture
def model():
    """Two real sentences with vectors of their own."""
    import numpy as np

    sentences = ("The office received 40 sample requests.", "Every province has a sample portal.")
    words = ("office", "received", "sample", "requests", "Every", "province", "portal")
    return Model(sentences, words, np.eye(2, 64, dtype=np.float32))


def test_a_synthetic_library_has_as_many_sentences_as_were_asked_for(model):
    import numpy as np

    found = synthetic(model, 450)

    texts = {document.id: document.pages[0].text for document in found.documents}
    sentences = list(found.sentences())
    assert len(sentences) == len(found.sentence_vectors) == 450
    assert len(found.passages) == len(found.passage_vectors)
    for passage, sentence in sentences:
        page = texts[passage.document_id]
        assert page[passage.start : passage.end] == passage.text
        assert page[sentence.start : sentence.end].endswith(".")
    assert np.allclose(np.linalg.norm(found.sentence_vectors, axis=1), 1, atol=1e-5)


def test_synthetic_vectors_lie_around_those_of_real_sentences(model):
    nearest = (synthetic(model, 400).sentence_vectors @ model.vectors.T).max(axis=1)

    assert 0.6 < nearest.mean() < 0.95


def test_the_same_seed_gives_the_same_library(model):
    first, again, other = synthetic(model, 20), synthetic(model, 20), synthetic(model, 20, seed=9)

    assert first.documents == again.documents
    assert first.documents != other.documents


def test_questions_are_made_of_the_words_of_sentences(model):
    contents = synthetic(model, 40)
    said = fold(" ".join(passage.text for passage in contents.passages))

    for question in questions_of(contents, 5):
        assert fold(question).removeprefix("what about ").removesuffix("?") in said


def test_the_command_says_what_is_wrong_with_a_path(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["evals", "benchmark", "xquad", str(tmp_path)])

    assert command.main() == 1
    assert "error: " in (said := capsys.readouterr().err)
    assert "has no xquad.en.json" in said


def test_the_command_prints_the_table_and_where_its_files_are(
    compiled, tmp_path, monkeypatch, capsys
):
    path = squad_file(tmp_path / "small.json", [("The river is 40 km long.", "How long is it?")])
    monkeypatch.setattr(
        "evals.benchmarks.commands.write_report",
        lambda report: write_report(report, tmp_path / "results"),
    )
    monkeypatch.setattr(
        sys, "argv", ["evals", "benchmark", "squad", str(path), "--systems", "words"]
    )

    assert command.main() == 0
    said = capsys.readouterr().out
    assert "questions -> contexts" in said
    assert str(tmp_path / "results") in said


@pytest.mark.parametrize(
    "given", [["--systems", "bm26"], ["--split", "other"], ["--systems", "ours,"]]
)
def test_an_unknown_option_is_refused(given, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["evals", "benchmark", "xquad", "folder", *given])

    with pytest.raises(SystemExit, match="2"):
        command.main()
    assert "error: argument" in capsys.readouterr().err


def test_a_missing_package_is_said_with_what_brings_it():
    with pytest.raises(
        MissingExtra, match=r"sample_package is not installed.*make setup-evals, or pip install"
    ):
        require("json", "sample_package")
