"""What is known, written into a folder and read again."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from knowledge.contents import Contents, load, read_lines, save, sentence_id, write_lines
from knowledge.errors import DamagedSnapshot
from knowledge.types import Page
from tests.fakes import make_contents, make_document, make_passage
from tests.knowledge.homes import DAMAGES

CONTENTS = make_contents(["red boat", "rain"], ["green fruit"])
VECTORS = (CONTENTS.passage_vectors, CONTENTS.sentence_vectors)
FILES = ["documents.jsonl", "passages.jsonl", "passage_vectors.npy", "sentence_vectors.npy"]


@pytest.fixture
def folder(tmp_path):
    """A folder into which contents were written."""
    save(tmp_path, CONTENTS)
    return tmp_path


def change_line(path, **values):
    """Change facts of the first object of a file of JSON lines."""
    first, *others = read_lines(path)
    write_lines(path, [{**first, **values}, *others])


def test_what_is_written_is_read(folder):
    found = load(folder)

    assert (found.documents, found.passages) == (CONTENTS.documents, CONTENTS.passages)
    assert np.array_equal(found.passage_vectors, CONTENTS.passage_vectors)
    assert np.array_equal(found.sentence_vectors, CONTENTS.sentence_vectors)


def test_all_that_is_known_of_a_document_is_kept(tmp_path):
    document = make_document(
        *CONTENTS.passages,
        url="https://example.org/a",
        publisher="Nhà xuất bản mẫu",
        published=date(2001, 2, 3),
        event_date=date(2001, 2, 2),
        language="vi",
        kind="sample",
        questions=("How many?", "Bao nhiêu?"),
        issuer="Bộ mẫu",
        number="1/QĐ-M",
        effective=date(2001, 3, 1),
        fingerprint="0a1b",
    )

    save(tmp_path, Contents((document,), CONTENTS.passages, *VECTORS))

    assert load(tmp_path).documents == (document,)


def test_pages_keep_their_labels_and_every_character(tmp_path):
    pages = (Page(1, "\n\nA sample.\u2028 Another\x85.\r\n\x0c", "iv"), Page(3, ""))
    nothing = np.empty((0, 3), np.float32)

    save(tmp_path, Contents((replace(make_document(), pages=pages),), (), nothing, nothing))

    assert load(tmp_path).documents[0].pages == pages


def test_an_empty_library_is_written_and_read(tmp_path):
    nothing = np.empty((0, 3), np.float32)

    save(tmp_path, Contents((), (), nothing, nothing))

    assert load(tmp_path).documents == ()


def test_sentences_come_with_their_passages_in_the_order_of_their_vectors():
    pairs = [(passage.start, sentence.start) for passage, sentence in CONTENTS.sentences()]

    assert pairs == [(0, 0), (0, 9), (15, 15)]


def test_the_name_of_a_sentence_says_where_it_stands():
    sentence = make_passage("red boat", document_id="a", page=2, start=7).sentences[0]

    assert sentence_id(sentence) == "a:2:7:7"


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_damaged_part_is_never_read_as_a_smaller_library(folder, name, damage):
    DAMAGES[damage](folder / name)

    with pytest.raises(DamagedSnapshot, match=r"Remove CURRENT from ASSISTANT_HOME"):
        load(folder)


@pytest.mark.parametrize("name", FILES)
def test_other_content_is_not_read(folder, name):
    (folder / name).write_bytes(b"\xff\x00 no such thing\n")

    with pytest.raises(DamagedSnapshot, match="cannot be read"):
        load(folder)


@pytest.mark.parametrize("name", ["passages.jsonl", "passage_vectors.npy", "sentence_vectors.npy"])
def test_parts_of_two_libraries_are_not_read_as_one(folder, tmp_path_factory, name):
    other = tmp_path_factory.mktemp("other")
    save(other, make_contents(["red boat"]))
    (other / name).replace(folder / name)

    with pytest.raises(DamagedSnapshot, match=r"has vectors of \d passages and \d sentences"):
        load(folder)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"end": 99}, "passage sample:1:0 ends at 99, its page at 26"),
        ({"start": -1}, "ends at 13, its page at 26"),
        ({"start": 13}, "ends at 13"),
        ({"sentences": [[0, 14]]}, "has a sentence that is not in it"),
        ({"sentences": [[3, 3]]}, "has a sentence that is not in it"),
        ({"sentences": []}, "has a sentence that is not in it"),
        ({"document_id": "other"}, "other"),
        ({"page": 2}, "2"),
    ],
)
def test_a_passage_that_is_not_in_its_page_is_damage(folder, values, message):
    change_line(folder / "passages.jsonl", **values)

    with pytest.raises(DamagedSnapshot, match=message):
        load(folder)


@pytest.mark.parametrize("values", [{"published": "3 Feb"}, {"pages": [{}]}, {"unheard": 1}])
def test_a_document_that_is_none_is_damage(folder, values):
    change_line(folder / "documents.jsonl", **values)

    with pytest.raises(DamagedSnapshot, match="cannot be read"):
        load(folder)
