"""Documents cut into passages under their headings."""

import random

import pytest

from knowledge.passages import LIST_LENGTH, PASSAGE_LENGTH, make_passages
from knowledge.readers import read_file
from knowledge.readers.base import Block
from knowledge.readers.layout import blocks_of
from knowledge.types import Page
from tests.data.make_pdf import make_pdf
from tests.fakes import make_document
from tests.knowledge.test_sentences import random_text


def document_of(*texts):
    """Return a document of these pages, and the blocks of its lines."""
    pages = tuple(Page(number, text) for number, text in enumerate(texts, 1))
    document = make_document(document_id="sample", pages=pages)
    return document, [block for page in pages for block in blocks_of(page.text, page.number)]


def cut(*texts):
    return make_passages(*document_of(*texts))


def sentences(passage):
    return [passage.slice(each.start, each.end) for each in passage.sentences]


def test_a_passage_stands_under_its_heading():
    found = cut("Red boats\n\nThey float.\n\nGreen boats\n\nThey sink.\n\nThey rust.")

    assert [(each.heading, each.text) for each in found] == [
        ("Red boats", "They float."),
        ("Green boats", "They sink."),
        ("Green boats", "They rust."),
    ]


def test_a_passage_before_the_first_heading_has_none():
    assert cut("They float.\n\nRed boats\n\nThey sink.")[0].heading is None


def test_a_heading_holds_on_the_next_page():
    assert [each.heading for each in cut("Boats\n\nThey float.", "They sink.")] == ["Boats"] * 2


def test_a_passage_has_an_id_of_its_own():
    ids = [each.id for each in cut("One boat.\n\nTwo boats.", "One boat.")]

    assert ids == ["sample:1:0", "sample:1:11", "sample:2:0"]


def test_a_list_stays_with_the_line_that_leads_to_it():
    found = cut("Before it, a sample.\n\nThe boats are:\n- a red one\n- a green one\n\nAfter it.")

    assert [sentences(each) for each in found] == [
        ["Before it, a sample."],
        ["The boats are:", "a red one", "a green one"],
        ["After it."],
    ]


def test_a_list_right_under_a_heading_is_a_passage():
    found = cut("Boats\n\n- a red one.\n- a green one.")

    assert [(each.heading, sentences(each)) for each in found] == [
        ("Boats", ["a red one.", "a green one."])
    ]


def test_a_list_does_not_reach_over_a_page():
    found = cut("The boats are:\n- a red one", "- a green one")

    assert [each.page for each in found] == [1, 2]


def test_a_long_paragraph_is_cut_between_sentences():
    text = " ".join(f"Sample sentence number {number} is about boats." for number in range(60))

    found = cut(text)

    assert len(found) > 1
    assert all(len(each.text) <= PASSAGE_LENGTH for each in found)
    assert [part for each in found for part in sentences(each)] == text.replace(". ", ".\n").split(
        "\n"
    )


def test_a_long_list_stays_whole_up_to_its_own_length():
    items = [f"- sample item number {number} about boats" for number in range(40)]
    text = "The boats are:\n" + "\n".join(items)

    found = cut(text)

    assert PASSAGE_LENGTH < len(text) < LIST_LENGTH
    assert [len(each.sentences) for each in found] == [41]


def test_one_sentence_longer_than_a_passage_is_not_cut():
    text = "The boats" + " of the sample harbour" * 80 + "."

    assert [each.text for each in cut(text)] == [text]


def test_a_block_on_a_page_that_is_not_there_is_a_fault():
    document, _ = document_of("One boat.")

    with pytest.raises(ValueError, match="page 3, which sample does not have"):
        make_passages(document, [Block("paragraph", 3, 0, 9)])


def assert_true_offsets(document, passages):
    for passage in passages:
        text = document.page(passage.page).text
        assert text[passage.start : passage.end] == passage.text
        assert passage.sentences
        for sentence in passage.sentences:
            assert passage.start <= sentence.start < sentence.end <= passage.end
            assert (
                passage.slice(sentence.start, sentence.end) == text[sentence.start : sentence.end]
            )


def test_offsets_are_true_in_any_text():
    cut_texts = 0
    for seed in range(300):
        lines = random.Random(seed).randint(1, 6)
        pages = ["\n".join(random_text(seed * 100 + n + m) for m in range(lines)) for n in (0, 50)]
        document, blocks = document_of(*pages)
        passages = make_passages(document, blocks)
        cut_texts += bool(passages)
        assert_true_offsets(document, passages)
    assert cut_texts > 200


@pytest.mark.parametrize("suffix", ["txt", "md", "pdf"])
def test_offsets_are_true_in_a_file_of_each_kind(write, suffix):
    texts = [f"{random_text(f'{suffix} {number}')} Boats." for number in range(20)]
    content = make_pdf([text.splitlines() for text in texts]) if suffix == "pdf" else None
    read = read_file(write(f"a.{suffix}", content or "\n\n".join(texts)))
    document = make_document(pages=read.pages)

    passages = make_passages(document, read.blocks)

    assert passages
    assert_true_offsets(document, passages)
