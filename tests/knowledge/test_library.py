"""The library as others see it: search that follows the published index."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge import (
    LibrarySettings,
    Query,
    Weights,
    add_documents,
    english_terms,
    open_library,
    snapshots,
)
from knowledge.errors import DamagedSnapshot, LibraryNotReady, ModelUnavailable


@pytest.fixture
def add(settings, write):
    """Add a document of one sentence: ``add(name, text)``."""
    return lambda name, text, **facts: add_documents(settings, [write(name, text, **facts)])


@pytest.fixture
def library(settings, add):
    add("boats.md", "The red boats float.", title="Boats")
    library = open_library(settings)
    yield library
    library.close()


def query(question):
    return Query(question, english_terms(question))


def texts(library, question):
    return [hit.text for hit in library.search(query(question))]


def test_a_home_without_index_cannot_be_opened(settings):
    with pytest.raises(LibraryNotReady, match="no index yet"):
        open_library(settings)


def test_without_settings_the_environment_says_where_the_library_is(library, home):
    other = open_library()
    try:
        assert other.settings.home == home
        assert other.documents() == library.documents()
    finally:
        other.close()


def test_a_document_is_found_by_its_id(library):
    (document,) = library.documents()

    assert library.document(document.id) == document


def test_an_unknown_id_is_no_document(library):
    assert library.document("unheard") is None


def test_the_best_sentence_comes_first(library, add):
    add("rain.md", "Rain fell on the bridge. The red lamp went out.")

    assert texts(library, "Did rain fall on the bridge?")[0] == "Rain fell on the bridge."


def test_no_more_hits_than_asked_for(library, add):
    add("rain.md", "Rain fell. The lamp went out.")

    assert len(library.search(query("rain"), 2)) == 2


def test_the_frequency_of_a_key_counts_sentences(library, add):
    add("rain.md", "The boats got wet. Rain fell.")

    assert [library.frequency(key) for key in ("boat", "rain", "unheard")] == [2, 1, 0]


def test_a_newly_published_index_serves_from_the_next_call(library, add):
    before = library.name

    add("rain.md", "Rain fell on the bridge.")

    assert texts(library, "rain")[0] == "Rain fell on the bridge."
    assert [document.source for document in library.documents()] == ["boats.md", "rain.md"]
    assert library.name != before


def test_an_index_that_was_replaced_leaves_no_trace(library, add):
    add("lamps.md", "The old lamps shine.", url="https://example.org/lamps")
    assert "The old lamps shine." in texts(library, "lamps")

    add("lamps.md", "The new lamps glow.", url="https://example.org/lamps")

    assert "The old lamps shine." not in texts(library, "lamps")
    assert "The new lamps glow." in texts(library, "lamps")


def test_a_library_that_slept_through_many_indexes_wakes_to_the_last(library, add):
    for number in range(5):
        add(f"{number}.md", f"The sample bridge number {number} is long.")

    assert len(library.documents()) == 6


def test_the_model_is_not_opened_again_for_a_new_index(library, add):
    encoder = library.current().encoder

    add("rain.md", "Rain fell on the bridge.")

    assert library.current().encoder is encoder


@pytest.mark.parametrize(
    "part", ["documents.jsonl", "sentence_vectors.npy", "chroma/chroma.sqlite3", "manifest.json"]
)
def test_the_last_good_index_serves_on_when_a_new_one_is_damaged(library, home, add, caplog, part):
    pointer = (home / "CURRENT").read_text()
    add("rain.md", "Rain fell on the bridge.")
    (snapshots.current(home) / part).write_bytes(b"damaged")

    with caplog.at_level(logging.WARNING, "knowledge.library"):
        assert texts(library, "boats") == ["The red boats float."]

    assert library.name == pointer
    assert [record.message[:25] for record in caplog.records] == ["the new index is not used"]


def test_the_last_good_index_serves_on_when_the_pointer_is_gone(library, home):
    (home / "CURRENT").unlink()

    assert texts(library, "boats") == ["The red boats float."]


def test_a_good_index_after_a_damaged_one_is_taken_up(library, home, add):
    (home / "CURRENT").rename(home / "kept")
    (home / "CURRENT").write_text("gone")
    assert len(library.documents()) == 1
    (home / "kept").replace(home / "CURRENT")

    add("rain.md", "Rain fell on the bridge.")

    assert len(library.documents()) == 2


@pytest.mark.parametrize(
    ("part", "error", "message"),
    [
        ("documents.jsonl", DamagedSnapshot, "cannot be read"),
        ("chroma/chroma.sqlite3", DamagedSnapshot, "its vectors are damaged"),
        ("manifest.json", DamagedSnapshot, "its manifest cannot be read"),
        ("encoder/model.onnx", ModelUnavailable, "the model is damaged"),
    ],
)
def test_a_damaged_index_cannot_be_opened(settings, home, add, part, error, message):
    add("boats.md", "The red boats float.")
    (snapshots.current(home) / part).write_bytes(b"damaged")

    with pytest.raises(error, match=message):
        open_library(settings)


def test_other_weights_give_another_ranking_of_the_same_index(library, add):
    add("rain.md", "zebra rain rain rain. The lamp of the stripes.")
    words = Weights(passage_similarity=0.0, sentence_words=9.0, passage_words=0.0)
    plain = Weights(passage_similarity=0.0, sentence_words=0.0, passage_words=0.0)
    library.documents()

    found = [texts(library.with_weights(each), "zebra light light")[0] for each in (words, plain)]

    assert found == ["zebra rain rain rain.", "The lamp of the stripes."]


def test_other_weights_leave_the_library_as_it_was(library):
    before = library.search(query("boats"))[0].score

    library.with_weights(Weights(middle=0.0))

    assert library.search(query("boats"))[0].score == before


def test_many_may_search_while_documents_are_added(library, add):
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(texts, library, "red boats") for _ in range(40)]
        for number in range(3):
            add(f"{number}.md", f"The green bridge number {number} is long.")
            asked += [pool.submit(texts, library, "red boats") for _ in range(40)]

    assert {future.result()[0] for future in asked} == {"The red boats float."}


def test_the_settings_are_read_from_the_environment(monkeypatch, home):
    monkeypatch.setenv("ASSISTANT_SEARCH_CANDIDATES", "7")

    assert (LibrarySettings().home, LibrarySettings().search_candidates) == (home, 7)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many customers use Mobile Money?", "Mobile Money"),
        ("Who is the Chairman of the Quang Binh Provincial People's Committee?", "Tran Phong"),
        ("By how much did sales abroad of digital goods grow?", "export"),
    ],
    ids=["words", "name", "paraphrase"],
)
def test_the_documents_that_ship_answer_questions(shipped_library, question, expected):
    found = [hit.text for hit in shipped_library.search(query(question), 3)]

    assert any(expected in text for text in found)
