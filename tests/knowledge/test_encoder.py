"""The compiled model, by means of one whose vectors can be worked out by hand, and the bundled."""

import numpy as np
import pytest

from knowledge.encoder import BATCH, MODEL_FILE, TOKENIZER_FILE, Encoder
from knowledge.errors import ModelUnavailable
from tests.fakes import DIMENSIONS, FakeEncoder, compile_fake

TEXTS = ["red boats", "some green boat by the river", "rain", "unheard"]


@pytest.fixture
def encoder(tmp_path):
    compile_fake(None, tmp_path / "encoder")
    return Encoder(tmp_path / "encoder")


@pytest.fixture(scope="module")
def bundled(compiled_model):
    return Encoder(compiled_model)


def test_a_text_is_the_mean_of_its_words(encoder):
    assert encoder.texts(TEXTS) == pytest.approx(FakeEncoder().texts(TEXTS), abs=1e-6)


def test_a_span_is_the_mean_of_its_own_words(encoder):
    text, spans = "red boats. green apples. rain", [(0, 10), (11, 24), (25, 29)]

    (found,) = encoder.passages([text], [spans])

    assert found[1:] == pytest.approx(encoder.texts(["red boats.", "green apples.", "rain"]))


def test_a_span_without_words_has_the_vector_of_the_text(encoder):
    (found,) = encoder.passages(["red   boats"], [[(3, 6)]])

    assert found[1] == pytest.approx(found[0])


def test_more_texts_than_a_batch_keep_their_order(encoder):
    texts = [TEXTS[number % len(TEXTS)] for number in range(2 * BATCH + 3)]

    found = encoder.passages(texts, [[] for _ in texts])

    assert np.concatenate(found) == pytest.approx(encoder.texts(texts))
    assert encoder.texts(texts) == pytest.approx(FakeEncoder().texts(texts), abs=1e-6)


def test_no_texts_give_no_vectors(encoder):
    assert encoder.texts([]).shape == (0, DIMENSIONS)


def test_an_empty_text_does_not_fail(bundled):
    assert np.isfinite(bundled.texts([""])).all()


def test_a_vector_of_the_bundled_model_has_length_one(bundled):
    vectors = bundled.texts([*TEXTS, "Thuyền mẫu trên sông."])

    assert vectors.shape == (5, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_the_first_row_of_a_passage_is_the_vector_of_its_text(bundled):
    text = "The red boats float. The green boats sink."

    (found,) = bundled.passages([text], [[(0, 20), (21, 42)]])

    assert found.shape == (3, 384)
    assert found[0] == pytest.approx(bundled.texts([text])[0], abs=1e-5)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_a_text_has_one_vector_whatever_stands_beside_it(bundled):
    text = "The red boats float."

    beside = bundled.texts([text, "A far longer sample sentence about boats on a river. " * 5])

    assert beside[0] == pytest.approx(bundled.texts([text])[0], abs=1e-5)


def test_a_span_behind_the_last_token_has_the_vector_of_the_text(bundled):
    text = "The red boats float on the sample river. " * 100

    (found,) = bundled.passages([text], [[(len(text) - 41, len(text))]])

    assert found[1] == pytest.approx(found[0], abs=1e-6)


@pytest.mark.parametrize("missing", [MODEL_FILE, TOKENIZER_FILE])
def test_a_folder_without_one_of_its_files_is_no_model(tmp_path, missing):
    compile_fake(None, tmp_path)
    (tmp_path / missing).unlink()

    with pytest.raises(ModelUnavailable, match="no compiled model"):
        Encoder(tmp_path)


def test_a_missing_folder_is_no_model(tmp_path):
    with pytest.raises(ModelUnavailable, match="gone: no compiled model"):
        Encoder(tmp_path / "gone")


@pytest.mark.parametrize("content", [b"", b"no model at all"], ids=["empty", "other"])
@pytest.mark.parametrize("damaged", [MODEL_FILE, TOKENIZER_FILE])
def test_a_damaged_file_is_said_to_be_so(tmp_path, damaged, content):
    compile_fake(None, tmp_path)
    (tmp_path / damaged).write_bytes(content)

    with pytest.raises(ModelUnavailable, match=r"the model is damaged\. Remove CURRENT"):
        Encoder(tmp_path)
