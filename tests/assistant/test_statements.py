"""From lines that a chat model writes to drafts that name the sentences they rest on."""

import pytest

from assistant.answerers.base import Quote
from assistant.answerers.statements import LONGEST_LINE, draft_of, whole_lines
from tests.assistant.builders import hits_of

TEXT = "Ships reached the harbour in 2020.\n\nThe bridge opened in 2021.\n"


@pytest.fixture(scope="module")
def sentences():
    hits = sorted(hits_of(TEXT), key=lambda hit: hit.sentence.start)
    return [Quote(hit.document, hit.passage, hit.sentence.start, hit.sentence.end) for hit in hits]


@pytest.mark.parametrize(
    ("line", "text", "named"),
    [
        ("Ships came in 2020. [1]", "Ships came in 2020.", [0]),
        ("Ships came in 2020 [1].", "Ships came in 2020.", [0]),
        ("Both are open. [2][1]", "Both are open.", [1, 0]),
        ("Both are open. [1, 2]", "Both are open.", [0, 1]),
        ("Ships came [1] and a bridge opened [2].", "Ships came and a bridge opened.", [0, 1]),
        ("- Ships came in 2020. [1][1]", "Ships came in 2020.", [0]),
        ("2. Ships came in 2020 [1]", "Ships came in 2020.", [0]),
        ("Ships came (in 2020) or so. [1]", "Ships came (in 2020) or so.", [0]),
    ],
)  # fmt: skip
def test_a_line_becomes_a_statement_with_the_sentences_it_names(sentences, line, text, named):
    draft = draft_of(line, sentences)

    assert draft.text == text
    assert draft.quotes == tuple(sentences[place] for place in named)


@pytest.mark.parametrize(
    "line",
    [
        "Ships came in 2020.",
        "Ships came in 2020. [3]",
        "Ships came in 2020. [1][99]",
        "Ships came in 2020. [0]",
        "Ships came in 2020. [2020]",
        "Ships came in 2020. [a]",
        "[1]",
        "- [1][2]",
        "word " * LONGEST_LINE + "[1]",
    ],
)
def test_a_line_that_names_no_sentence_that_was_given_is_no_statement(sentences, line):
    assert draft_of(line, sentences) is None


@pytest.mark.parametrize(
    "parts",
    [["One. [1]\nTwo. [2]"], list("One. [1]\nTwo. [2]"), ["One. [1]\n", "\n\n", "Two. [2]\n"]],
    ids=["at once", "letter by letter", "with empty lines"],
)
def test_lines_are_the_same_however_the_text_comes(parts):
    assert list(whole_lines(parts)) == ["One. [1]", "Two. [2]"]


def test_a_line_is_given_as_soon_as_it_is_whole():
    lines = whole_lines(iter(["One. [1]\nTw"]))

    assert next(lines) == "One. [1]"
