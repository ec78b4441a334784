"""Each public benchmark's files are loaded as their makers describe them; a bad one is named."""

import gzip
import json

import pytest

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats import FORMATS
from evals.benchmarks.formats.records import json_lines
from evals.benchmarks.report import DOCS

RIVER = "The sample river is 40 km long. It rises in the sample hills."
BRIDGE = "The sample bridge was opened in 1999. It is closed at night."
LAMP = "A sample lamp costs 5 coins."


@pytest.fixture
def write_lines(tmp_path):
    """Write a file with an object, or a line of a table, a line; return it."""

    def write(name, *lines):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shown = [line if isinstance(line, str) else json.dumps(line) for line in lines]
        path.write_text("\n".join(shown) + "\n", encoding="utf-8")
        return path

    return write


def texts_of(collection, names):
    texts = {context.id: context.text for context in collection.contexts}
    return [texts[name] for name in names]


# MLQA-R


def squad_data(*paragraphs):
    """Return an article of paragraphs, each a text with its questions by their ids."""
    return {
        "data": [
            {
                "title": "Sample",
                "paragraphs": [
                    {
                        "context": text,
                        "sentences": [text],
                        "qas": [
                            {"id": name, "question": asked, "answers": [{"text": text[:6]}]}
                            for name, asked in questions.items()
                        ],
                    }
                    for text, questions in paragraphs
                ],
            }
        ]
    }


def test_mlqa_has_the_paragraphs_of_each_language_and_asks_in_five_directions(write_lines):
    path = write_lines("en.json", squad_data((RIVER, {"q1": "How long?", "q2": "Where?"})))
    write_lines("vi.json", squad_data(("Đèn giá 5 xu.", {}), ("Sông dài 40 km.", {"q1": "Bao?"})))

    found = FORMATS["mlqa-r"].load(path.parent)

    assert {name: len(each.contexts) for name, each in found.items()} == {"en": 1, "vi": 2}
    names = [direction.name for direction in FORMATS["mlqa-r"].directions(found)]
    assert names == ["en -> en", "vi -> vi", "vi, no diacritics -> vi", "vi -> en", "en -> vi"]


# ClapNQ


@pytest.fixture
def clapnq(write_lines, tmp_path):
    """Write a folder with three passages and a question of each kind."""
    write_lines("retrieval/passages.tsv", "id\ttext\ttitle", f"1_0-9\t{RIVER}\tRiver")
    with (tmp_path / "retrieval/passages.tsv").open("a", encoding="utf-8") as file:
        file.write(f'2_0-9\t"{BRIDGE}\nIt is ""old""."\tBridge\n')
    head = "id\tquestion\tdoc-id-list\tanswers"
    write_lines(
        "retrieval/dev/question_dev_answerable.tsv", head, "-7\twhen was it  opened\t2_0-9\tIn 1999"
    )
    write_lines("retrieval/dev/question_dev_unanswerable.tsv", head, "8\thow deep is it\t\t")
    output = {"answer": "In 1999", "selected_sentences": ["It was opened.&", "It is closed.&"]}
    write_lines("annotated_data/dev/clapnq_dev_answerable.jsonl", {"id": "-7", "output": [output]})
    return tmp_path


def test_clapnq_joins_questions_passages_and_selected_sentences(clapnq):
    found = FORMATS["clapnq"].load(clapnq)["dev"]

    opened, deep = found.questions
    assert opened.text == "when was it opened"
    assert texts_of(found, opened.contexts) == [f'{BRIDGE}\nIt is "old".']
    assert opened.evidence == ("It was opened.", "It is closed.")
    assert opened.given == opened.contexts
    assert (deep.answerable, deep.given) == (False, ())


def test_a_passage_of_clapnq_that_is_not_there_is_named(clapnq, write_lines):
    write_lines(
        "retrieval/dev/question_dev_answerable.tsv", "id\tquestion\tdoc-id-list", "1\twhen\t3_0-9"
    )

    with pytest.raises(BadBenchmark, match=r"answerable\.tsv, line 2: the passage 3_0-9 is not in"):
        FORMATS["clapnq"].load(clapnq)


def test_a_table_without_a_column_is_named(clapnq, write_lines):
    write_lines("retrieval/passages.tsv", "id\tpassage", "1\tA.")

    with pytest.raises(
        BadBenchmark, match=r"passages\.tsv: has no column text\. Such files are at"
    ):
        FORMATS["clapnq"].load(clapnq)


def test_a_row_that_is_cut_off_is_named(clapnq, write_lines):
    write_lines("retrieval/passages.tsv", "id\ttext\ttitle", "1_0-9")

    with pytest.raises(BadBenchmark, match=r"passages\.tsv, line 2: has too few columns"):
        FORMATS["clapnq"].load(clapnq)


# TimeQA


def time_line(name, asked, targets, context=RIVER):
    return {"idx": name, "question": asked, "context": context, "targets": targets}


def test_timeqa_asks_for_times_and_an_empty_target_means_that_the_page_does_not_say(write_lines):
    path = write_lines(
        "test.hard.json",
        time_line("/wiki/A#P1", "Who led it in 1999?", ["Ms Sample", "Sample"]),
        time_line("/wiki/A#P1", "Who led it in 1899?", [""]),
    )

    found = FORMATS["timeqa"].load(path)

    assert list(found) == ["test.hard"]
    first, second = found["test.hard"].questions
    assert first.answers == (("Ms Sample", "Sample"),)
    assert (second.answerable, second.given) == (False, first.contexts)
    assert len(found["test.hard"].contexts) == 1
    assert first.id != second.id


def test_a_packed_file_of_timeqa_is_read(tmp_path):
    path = tmp_path / "human_test.easy.json.gzip"
    line = json.dumps(time_line("/wiki/A#P1", "How long is it?", ["40 km"]))
    path.write_bytes(gzip.compress(line.encode()))

    assert len(FORMATS["timeqa"].load(path)["human_test.easy"].questions) == 1


def test_a_file_that_is_not_packed_after_all_is_named(tmp_path):
    path = tmp_path / "human_test.easy.json.gzip"
    path.write_bytes(b"{}")

    with pytest.raises(BadBenchmark, match=r"json\.gzip: cannot be unpacked\. Such files are at"):
        FORMATS["timeqa"].load(path)


def test_a_file_of_timeqa_that_answers_nothing_is_named(write_lines):
    path = write_lines("test.json", time_line("/wiki/A#P1", "Who?", [""]))

    with pytest.raises(BadBenchmark, match="has no question that its contexts answer"):
        FORMATS["timeqa"].load(path)


# Doc2Dial


def turn(number, role, said, *spans):
    references = [{"sp_id": span, "label": "solution"} for span in spans]
    return {"turn_id": number, "role": role, "utterance": said, "references": references}


@pytest.fixture
def doc2dial(write_lines):
    """Write a document of two spans, and a dialogue of these turns; return the folder."""

    def write(*turns, document="bridge"):
        half = BRIDGE.index("It is")
        spans = {"1": {"text_sp": BRIDGE[:half]}, "2": {"text_sp": BRIDGE[half:]}}
        known = {"doc_id": "bridge", "title": "Bridge", "doc_text": BRIDGE, "spans": spans}
        write_lines("doc2dial_doc.json", {"doc_data": {"traffic": {"bridge": known}}})
        dialogue = {"dial_id": "d1", "doc_id": document, "turns": list(turns)}
        data = {"dial_data": {"traffic": {"bridge": [dialogue]}}}
        return write_lines("doc2dial_dial_validation.json", data).parent

    return write


def test_doc2dial_asks_what_an_agent_answers_with_the_turns_before_as_history(doc2dial):
    folder = doc2dial(
        turn(1, "user", "When was the bridge opened?"),
        turn(2, "agent", "In 1999.", "1"),
        turn(3, "agent", "Anything else?"),
        turn(4, "user", "Is it open at night?"),
        turn(5, "agent", "No.", "2"),
        turn(6, "user", "Who built it?"),
        turn(7, "agent", "I do not know."),
        turn(8, "user", "Thank you."),
    )

    found = FORMATS["doc2dial"].load(folder)["validation"]

    opened, night, built = found.questions
    assert [each.id for each in found.questions] == ["d1_1", "d1_4", "d1_6"]
    assert opened.evidence == ("The sample bridge was opened in 1999.",)
    assert night.evidence == ("It is closed at night.",)
    assert [(each.question, each.answer) for each in night.history] == [
        ("When was the bridge opened?", "In 1999. Anything else?")
    ]
    assert texts_of(found, night.contexts) == [BRIDGE]
    assert (built.answerable, built.given) == (False, night.contexts)


def test_a_dialogue_on_a_document_that_is_not_there_is_named(doc2dial):
    folder = doc2dial(turn(1, "user", "When?"), document="tunnel")

    with pytest.raises(
        BadBenchmark, match=r"bridge 1: the document 'tunnel' is not in doc2dial_doc"
    ):
        FORMATS["doc2dial"].load(folder)


def test_a_span_that_is_not_there_is_named(doc2dial):
    folder = doc2dial(turn(1, "user", "When?"), turn(2, "agent", "Now.", "9"))

    with pytest.raises(BadBenchmark, match=r"doc2dial_doc\.json, .*bridge, spans: has no '9'"):
        FORMATS["doc2dial"].load(folder)


# FinanceBench


def report_line(name, *pages, **more):
    evidence = [
        {"doc_name": "SAMPLE_2020", "evidence_page_num": page, "evidence_text": "..."}
        for page in pages
    ]
    return {
        "financebench_id": name,
        "doc_name": "SAMPLE_2020",
        "question": "What was earned?",
        "answer": "5 coins",
        "evidence": evidence,
        **more,
    }


@pytest.fixture
def financebench(write_lines):
    """Write the folder of questions with one report; return it."""

    def write(*lines):
        write_lines("pdfs/SAMPLE_2020.pdf", "%PDF-1.4")
        return write_lines("data/financebench_open_source.jsonl", *lines).parents[1]

    return write


def test_financebench_counts_pages_from_nought_and_we_from_one(financebench):
    found = FORMATS["financebench"].load(financebench(report_line("f1", 59, 0, 59)))["open source"]

    assert found.questions[0].contexts == ("SAMPLE_2020#60", "SAMPLE_2020#1")
    assert found.questions[0].given == ("SAMPLE_2020",)
    assert [context.file.name for context in found.contexts] == ["SAMPLE_2020.pdf"]
    assert found.pages


def test_a_question_whose_evidence_has_no_page_is_left_out(financebench):
    folder = financebench(report_line("f1", 3), report_line("f2"), report_line("f3", None))

    found = FORMATS["financebench"].load(folder)["open source"]

    assert [each.id for each in found.questions] == ["f1"]


def test_a_report_that_is_not_there_is_named(financebench):
    other = {"doc_name": "OTHER_2021", "evidence_page_num": 1}
    folder = financebench(report_line("f1", evidence=[other]))

    with pytest.raises(BadBenchmark, match=r"OTHER_2021\.pdf: is not there, nor are 0 others"):
        FORMATS["financebench"].load(folder)


@pytest.mark.parametrize("page", ["59", True, 5.5], ids=["text", "truth", "fraction"])
def test_a_page_that_is_no_whole_number_is_named(financebench, page):
    folder = financebench(report_line("f1", 1), report_line("f2", page))

    with pytest.raises(
        BadBenchmark, match="line 2, evidence 1: 'evidence_page_num' must be a whole"
    ):
        FORMATS["financebench"].load(folder)


# RGB


def rgb_line(answer="40 km", positive=("p1", "p2", "p3", "p4", "p5"), negatives=6, **more):
    return {
        "id": 0,
        "query": "How long is it?",
        "answer": answer,
        "positive": list(positive),
        "negative": [f"n{number}" for number in range(negatives)],
        **more,
    }


def passages(path, noise):
    """Return the texts that answer the one question of a file, and all that it is given."""
    found = FORMATS["rgb"].load(path)
    (asked,) = found[f"noise {noise}"].questions
    return [texts_of(found["passages"], names) for names in (asked.contexts, asked.given)]


@pytest.mark.parametrize(
    ("noise", "right"),
    [("0.0", 5), ("0.2", 4), ("0.4", 3), ("0.6", 2), ("0.8", 1), ("1.0", 0)],
)
def test_rgb_asks_over_five_passages_of_which_a_share_is_noise(write_lines, noise, right):
    contexts, given = passages(write_lines("en.json", rgb_line()), noise)

    assert contexts == ["p1", "p2", "p3", "p4", "p5"][:right]
    assert given == [*contexts, *(f"n{number}" for number in range(5 - right))]


def test_where_too_few_passages_answer_there_is_more_noise_and_the_other_way_round(write_lines):
    few = write_lines("few.json", rgb_line(positive=["p1"]))
    quiet = write_lines("quiet.json", rgb_line(negatives=1))

    assert passages(few, "0.0") == [["p1"], ["p1", "n0", "n1", "n2", "n3"]]
    assert passages(quiet, "0.8")[1] == ["p1", "p2", "p3", "p4", "n0"]


def test_rgb_of_several_parts_has_a_passage_of_each_and_wants_all_answers(write_lines):
    path = write_lines(
        "en_int.json",
        rgb_line(answer=["May", ["40 km", "forty km"]], positive=[["a1", "a2"], ["b1"]]),
    )

    assert passages(path, "0.8")[0] == ["a1", "b1"]
    asked = FORMATS["rgb"].load(path)["noise 0.8"].questions[0]
    assert asked.answers == (("May",), ("40 km", "forty km"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (rgb_line(answer=5), "'answer' must be a text"),
        (rgb_line(answer=[]), "'answer' must be a text"),
        (rgb_line(positive=["p", ["q"]]), "'positive' must be a list of texts, or of lists"),
        (rgb_line(query=None), "'query' must be a text"),
        (rgb_line(negative=[1]), "'negative' must be a list of texts"),
    ],
    ids=["number", "none", "mixed", "no query", "numbers"],
)
def test_what_is_wrong_in_a_line_of_rgb_is_named(write_lines, line, said):
    path = write_lines("en.json", rgb_line(), line)

    with pytest.raises(BadBenchmark, match=rf"en\.json, line 2: {said}"):
        FORMATS["rgb"].load(path)


def test_an_empty_file_of_rgb_is_named(write_lines):
    with pytest.raises(BadBenchmark, match=r"en\.json: has no question; the files are at https"):
        FORMATS["rgb"].load(write_lines("en.json"))


# All of them


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_path_without_the_data_is_named_with_where_it_can_be_had(name, tmp_path):
    with pytest.raises(BadBenchmark, match=r"none.*https://"):
        FORMATS[name].load(tmp_path / "none")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_published_figures_name_their_source_or_are_said_to_be_unknown(name):
    known = FORMATS[name]

    for beside in filter(None, (known.retrieval, known.answers)):
        said = " ".join(beside.notes)
        assert "https://" in said or "Published: -" in said


def test_what_is_not_in_utf_8_is_named(tmp_path):
    path = tmp_path / "en.json"
    path.write_bytes("{'a': 'é'}".encode("latin-1"))

    with pytest.raises(BadBenchmark, match=r"en\.json: is not in UTF-8"):
        list(json_lines(path, "https://example.org"))


def test_empty_lines_are_none_and_count(write_lines):
    path = write_lines("en.json", "", "{", "")

    with pytest.raises(BadBenchmark, match=r"en\.json, line 2: is not JSON"):
        list(json_lines(path, "https://example.org"))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_benchmark_is_in_the_docs_with_what_its_path_is(name):
    rows = DOCS.read_text(encoding="utf-8").splitlines()

    assert any(row.startswith(f"| `{name}` |") and row.count("|") == 5 for row in rows)
