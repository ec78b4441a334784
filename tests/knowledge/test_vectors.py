"""Vectors: what is known is taken over, and the model reads only what is new."""

import numpy as np
import pytest

from knowledge.contents import Contents
from knowledge.vectors import BATCH, embed, embedded_text
from tests.fakes import FakeEncoder, make_contents, make_document, make_passage


def silent(done, total):
    """Tell nobody of the progress."""


def run(passages, known=None, advance=silent):
    """Return what ``embed`` returns, and the passages that the model read."""
    encoder = FakeEncoder()
    *vectors, embedded = embed(encoder, passages, known, advance)
    return vectors, embedded, encoder.read


def joined(*all_contents):
    """Return several contents as one."""
    return Contents(
        documents=tuple(each for one in all_contents for each in one.documents),
        passages=tuple(each for one in all_contents for each in one.passages),
        passage_vectors=np.concatenate([one.passage_vectors for one in all_contents]),
        sentence_vectors=np.concatenate([one.sentence_vectors for one in all_contents]),
    )


KNOWN = make_contents(["red boat", "rain"], ["green fruit"], ["a lamp", "a bridge", "a harbour"])


def test_vectors_stand_in_the_order_of_passages_and_sentences():
    (passages, sentences), embedded, _ = run(KNOWN.passages)

    assert np.array_equal(passages, KNOWN.passage_vectors)
    assert np.array_equal(sentences, KNOWN.sentence_vectors)
    assert embedded == 3


def test_known_passages_are_not_read_again():
    (passages, sentences), embedded, read = run(KNOWN.passages, KNOWN)

    assert (embedded, read) == (0, [])
    assert np.array_equal(passages, KNOWN.passage_vectors)
    assert np.array_equal(sentences, KNOWN.sentence_vectors)


def test_known_vectors_are_taken_over_and_not_made_anew():
    marked = Contents(
        KNOWN.documents, KNOWN.passages, KNOWN.passage_vectors * 2, KNOWN.sentence_vectors * 3
    )

    (passages, sentences), _, _ = run(KNOWN.passages, marked)

    assert np.array_equal(passages, KNOWN.passage_vectors * 2)
    assert np.array_equal(sentences, KNOWN.sentence_vectors * 3)


def test_known_vectors_follow_their_passage_to_another_place():
    passages = [KNOWN.passages[2], KNOWN.passages[0]]

    (own, sentences), embedded, _ = run(passages, KNOWN)

    assert embedded == 0
    assert np.array_equal(own, KNOWN.passage_vectors[[2, 0]])
    assert np.array_equal(sentences, KNOWN.sentence_vectors[[3, 4, 5, 0, 1]])


def test_only_the_changed_paragraph_is_read():
    changed = make_passage("green apples", start=15)
    passages = [KNOWN.passages[0], changed, KNOWN.passages[2]]

    _, embedded, read = run(passages, KNOWN)

    assert (embedded, read) == (1, ["green apples", "green apples"])


@pytest.mark.parametrize(
    "changed",
    [
        make_passage("red boat", "rain", heading="Ships"),
        make_passage("red", "boat", "rain"),
        make_passage("red boat", "rains"),
    ],
    ids=["heading", "sentences", "text"],
)
def test_what_the_model_would_see_differently_is_read(changed):
    assert run([changed], KNOWN)[1] == 1


@pytest.mark.parametrize(
    "moved",
    [
        make_passage("red boat", "rain", start=40),
        make_passage("red boat", "rain", page=7),
        make_passage("red boat", "rain", document_id="other"),
    ],
    ids=["place", "page", "document"],
)
def test_the_same_text_elsewhere_is_not_read_again(moved):
    assert run([moved], KNOWN)[1] == 0


def test_the_same_text_twice_is_read_once():
    twice = [make_passage("red boat", document_id=name) for name in ("a", "b")]

    (passages, sentences), embedded, read = run(twice)

    assert (embedded, read) == (1, ["red boat", "red boat"])
    assert np.array_equal(passages[0], passages[1])
    assert np.array_equal(sentences[0], sentences[1])


def test_the_same_text_known_twice_is_taken_over_once_for_all():
    twice = [make_passage("rain", document_id=name) for name in ("a", "b", "c")]
    one = make_contents(["rain"])

    assert run(twice, joined(one, KNOWN, one))[1] == 0


def test_longer_passages_are_read_first_and_none_is_lost():
    given = [
        make_passage("red " * length, start=length * 100) for length in range(1, BATCH * 2 + 3)
    ]

    (passages, sentences), embedded, read = run(given)

    whole = read[::2]
    assert whole == sorted(whole, key=len, reverse=True)
    assert (len(passages), len(sentences), embedded) == (len(given),) * 3


def test_the_heading_is_read_before_the_text():
    text, spans = embedded_text(make_passage("red boat", "rain", start=7, heading="Ships"))

    assert text == "Ships\nred boat rain"
    assert [text[start:end] for start, end in spans] == ["red boat", "rain"]


def test_nothing_to_embed_gives_vectors_of_nothing():
    (passages, sentences), embedded, _ = run([])

    assert passages.shape == sentences.shape == (0, FakeEncoder.dimensions)
    assert embedded == 0


def test_the_caller_sees_how_many_of_the_new_passages_are_embedded():
    steps = []
    new = [make_passage(f"boat {number}", start=number * 20) for number in range(BATCH + 1)]

    run([*KNOWN.passages, *new], KNOWN, lambda *step: steps.append(step))

    assert steps == [(0, BATCH + 1), (BATCH, BATCH + 1), (BATCH + 1, BATCH + 1)]


def test_a_document_without_known_passages_keeps_the_others_in_step():
    known = Contents(
        (*KNOWN.documents, make_document(document_id="bare")),
        KNOWN.passages,
        KNOWN.passage_vectors,
        KNOWN.sentence_vectors,
    )
    new = make_passage("blue lamp", document_id="bare")

    (_, sentences), embedded, _ = run([new, *KNOWN.passages], known)

    assert embedded == 1
    assert np.array_equal(sentences[1:], KNOWN.sentence_vectors)
