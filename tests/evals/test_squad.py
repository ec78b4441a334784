"""Files in the format of SQuAD are loaded whole, and a bad one is named."""

import json

import pytest

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import split_of
from evals.benchmarks.formats.squad import load_squad
from evals.benchmarks.libraries import write_contexts

RIVER = "The sample river is 40 km long. It rises in the sample hills."
BRIDGE = "The sample bridge was opened in 1999."


def question(name, text, **more):
    return {
        "id": name,
        "question": text,
        "answers": [{"text": "40 km", "answer_start": 20}],
        **more,
    }


@pytest.fixture
def squad(tmp_path):
    """Write articles, each a title with its paragraphs, and return the file."""

    def write(*articles):
        data = [
            {"title": title, "paragraphs": [{"context": text, "qas": qas} for text, qas in parts]}
            for title, parts in articles
        ]
        path = tmp_path / "sample.json"
        path.write_text(json.dumps({"version": "2.0", "data": data}), encoding="utf-8")
        return path

    return write


def test_each_question_knows_the_context_that_answers_it(squad):
    path = squad(
        ("River", [(RIVER, [question("q1", "How long?")])]),
        ("Bridge", [(BRIDGE, [question("q2", " When \n opened?")])]),
    )

    found = load_squad(path)

    texts = {context.id: context.text for context in found.contexts}
    assert [(each.text, [texts[name] for name in each.contexts]) for each in found.questions] == [
        ("How long?", [RIVER]),
        ("When opened?", [BRIDGE]),
    ]


def test_answers_are_wordings_of_one_thing_each_once(squad):
    answers = [{"text": "40 km"}, {"text": "40 km"}, {"text": "km"}]
    path = squad(("River", [(RIVER, [question("q1", "How long?", answers=answers)])]))

    assert load_squad(path).questions[0].answers == (("40 km", "km"),)


def test_a_question_that_cannot_be_answered_is_one_to_decline_over_its_paragraph(squad):
    unanswerable = question("q2", "How deep?", is_impossible=True)
    none = question("q3", "How wide?") | {"answers": []}
    path = squad(
        ("River", [(RIVER, [question("q1", "How long?")])]), ("B", [(BRIDGE, [unanswerable, none])])
    )

    found = load_squad(path)

    assert [(each.id, each.answerable) for each in found.questions] == [
        ("q1", True),
        ("q2", False),
        ("q3", False),
    ]
    assert [each.answers for each in found.questions[1:]] == [(), ()]
    assert {each.given for each in found.questions[1:]} == {(found.contexts[1].id,)}


def test_a_context_that_occurs_twice_is_one_context(squad):
    path = squad(
        ("River", [(RIVER, [question("q1", "How long?")]), (RIVER, [question("q2", "Where?")])])
    )

    found = load_squad(path)

    assert len(found.contexts) == 1
    assert {each.contexts for each in found.questions} == {(found.contexts[0].id,)}


def test_both_splits_are_all_questions_and_share_no_article(squad):
    articles = [f"Article {number}" for number in range(20)]
    found = load_squad(
        squad(*((each, [(f"{each} is short.", [question(each, "What?")])]) for each in articles))
    )

    tune, report = found.part("tune"), found.part("report")

    assert tune.contexts == report.contexts == found.contexts
    assert {each.article for each in tune.questions}.isdisjoint(
        each.article for each in report.questions
    )
    assert sorted((*tune.questions, *report.questions), key=lambda each: each.id) == sorted(
        found.part("all").questions, key=lambda each: each.id
    )
    assert {split_of(each) for each in articles} == {"tune", "report"}


def test_every_context_becomes_a_file_named_by_its_id(squad, tmp_path):
    found = load_squad(squad(("River", [(RIVER, [question("q1", "How long?")]), (BRIDGE, [])])))

    files = write_contexts(found.contexts, tmp_path / "contexts")

    written = {path.stem: path.read_text("utf-8").strip() for path in files}
    assert written == {context.id: context.text for context in found.contexts}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{oops", r": is not JSON \(.*\)\. Such files are at https://rajpurkar"),
        ("[]", ": must be an object"),
        ('{"data": {}}', ": 'data' must be a list"),
        ('{"data": [{"title": "x"}]}', ", data 1: has no 'paragraphs', which must be a list"),
        ('{"data": []}', ": has no question that its contexts answer"),
    ],
)
def test_a_file_in_another_format_is_named(tmp_path, text, said):
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadBenchmark, match=rf"other\.json{said}"):
        load_squad(path)


def test_two_questions_of_one_id_are_refused(squad):
    twice = [question("q1", "How long?"), question("q1", "Where?")]

    with pytest.raises(BadBenchmark, match="qas 2: a second question has the id q1"):
        load_squad(squad(("River", [(RIVER, twice)])))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BadBenchmark, match=r"none\.json: cannot be read"):
        load_squad(tmp_path / "none.json")
