"""The compiled model, by means of one whose vectors can be worked out by hand, and the bundled."""

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.embedding import compile_model
from knowledge.encoder import MODEL_FILE, TOKENIZER_FILE, Encoder, open_encoder
from knowledge.errors import ModelUnavailable
from knowledge.model_card import CARD_FILE
from tests.fakes import DIMENSIONS, FakeEncoder, compile_fake
from tests.knowledge.small_models import save_model

TEXTS = ["red boats", "some green boat by the river", "rain", "unheard"]


@pytest.fixture
def encoder(tmp_path):
    compile_fake(None, tmp_path / "encoder")
    return Encoder(tmp_path / "encoder")


@pytest.fixture(scope="module")
def bundled(compiled_model):
    return Encoder(compiled_model)


def test_a_text_is_the_mean_of_its_words(encoder):
    assert encoder.questions(TEXTS) == pytest.approx(FakeEncoder().questions(TEXTS), abs=1e-6)


def test_a_span_is_the_mean_of_its_own_words(encoder):
    text, spans = "red boats. green apples. rain", [(0, 10), (11, 24), (25, 29)]

    (found,) = encoder.passages([text], [spans])

    assert found[1:] == pytest.approx(encoder.questions(["red boats.", "green apples.", "rain"]))


def test_a_span_without_words_has_the_vector_of_the_text(encoder):
    (found,) = encoder.passages(["red   boats"], [[(3, 6)]])

    assert found[1] == pytest.approx(found[0])


def test_many_texts_keep_their_order(encoder):
    texts = [TEXTS[number % len(TEXTS)] for number in range(35)]

    found = encoder.passages(texts, [[] for _ in texts])

    assert np.concatenate(found) == pytest.approx(encoder.questions(texts))
    assert encoder.questions(texts) == pytest.approx(FakeEncoder().questions(texts), abs=1e-6)


def test_no_texts_give_no_vectors(encoder):
    assert encoder.questions([]).shape == (0, DIMENSIONS)


def test_an_empty_text_does_not_fail(bundled):
    assert np.isfinite(bundled.questions([""])).all()


def test_a_vector_of_the_bundled_model_has_length_one(bundled):
    vectors = bundled.questions([*TEXTS, "Thuyền mẫu trên sông."])

    assert vectors.shape == (5, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(5), abs=1e-5)


def test_the_first_row_of_a_passage_is_the_vector_of_its_text(bundled):
    text = "The red boats float. The green boats sink."

    (found,) = bundled.passages([text], [[(0, 20), (21, 42)]])

    assert found.shape == (3, 384)
    assert found[0] == pytest.approx(bundled.questions([text])[0], abs=1e-5)
    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_a_text_has_one_vector_whatever_stands_beside_it(bundled):
    text = "The red boats float."

    beside = bundled.questions([text, "A far longer sample sentence about boats on a river. " * 5])

    assert beside[0] == pytest.approx(bundled.questions([text])[0], abs=1e-5)


def test_a_span_behind_the_last_token_has_the_vector_of_the_text(bundled):
    text = "The red boats float on the sample river. " * 100

    (found,) = bundled.passages([text], [[(len(text) - 41, len(text))]])

    assert found[1] == pytest.approx(found[0], abs=1e-6)


def test_a_text_has_one_vector_with_8_bits_too_whatever_stands_beside_it(bundled):
    texts = ["The red boats float.", "A far longer sample sentence about boats. " * 9]

    alone = bundled.passages(texts[:1], [[(0, 3)]])

    assert bundled.passages(texts, [[(0, 3)], []])[0] == pytest.approx(alone[0], abs=1e-6)


@pytest.fixture(scope="module")
def blank_first(tmp_path_factory):
    """A compiled model whose tokens begin with the blank before a word."""
    folder = tmp_path_factory.mktemp("blank-first")
    compile_model(save_model(folder, "xlm-roberta"), folder / "encoder", "fp32")
    return folder


def test_a_span_has_the_mean_of_its_tokens_read_with_the_whole_text(blank_first):
    from sentence_transformers import SentenceTransformer

    text, spans = "red boats float. rain", [(0, 16), (17, 21), (4, 9)]
    model = SentenceTransformer(str(blank_first / "model"), device="cpu", local_files_only=True)
    tokens = model.encode(text, output_value="token_embeddings").numpy()

    (found,) = Encoder(blank_first / "encoder").passages([text], [spans])

    # Tokens: a mark, "red", "boats", "float", ".", "rain", a mark.
    means = np.stack(
        [part.mean(axis=0) for part in (tokens, tokens[1:5], tokens[5:6], tokens[2:3])]
    )
    assert len(tokens) == 7
    assert found == pytest.approx(means / np.linalg.norm(means, axis=1, keepdims=True), abs=1e-4)


@pytest.mark.parametrize(
    "facts",
    [{"pooling": "cls"}, {"prompts": {"query": "query: ", "passage": "passage: "}}],
    ids=["by its first token", "after a prompt"],
)
def test_a_model_that_speaks_so_reads_each_span_by_itself(tmp_path, facts):
    compile_model(save_model(tmp_path, "xlm-roberta", **facts), tmp_path / "encoder", "fp32")
    encoder = Encoder(tmp_path / "encoder")

    (found,) = encoder.passages(["red boats. green rain"], [[(0, 10), (11, 21), (3, 3)]])

    texts = ["red boats. green rain", "red boats.", "green rain", "red boats. green rain"]
    alone = np.concatenate(encoder.passages(texts, [[] for _ in texts]))
    assert found == pytest.approx(alone, abs=1e-5)


def test_serving_imports_neither_torch_nor_transformers(compiled_model):
    code = (
        "import json, sys; from pathlib import Path; from knowledge.encoder import open_encoder; "
        f"encoder = open_encoder(Path({str(compiled_model)!r})); "
        "encoder.questions(['a']); encoder.passages(['a b', 'b'], [[(0, 1)], []]); "
        "print(json.dumps(sorted(sys.modules)))"
    )
    project = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project, capture_output=True, text=True, check=True
    )

    loaded = set(json.loads(done.stdout))
    assert "onnxruntime" in loaded
    assert loaded & {"torch", "transformers", "sentence_transformers", "huggingface_hub"} == set()


@pytest.mark.parametrize("missing", [MODEL_FILE, TOKENIZER_FILE, CARD_FILE])
def test_a_folder_without_one_of_its_files_is_no_model(tmp_path, missing):
    compile_fake(None, tmp_path)
    (tmp_path / missing).unlink()

    with pytest.raises(ModelUnavailable, match="no compiled model"):
        Encoder(tmp_path)


def test_a_missing_folder_is_no_model(tmp_path):
    with pytest.raises(ModelUnavailable, match="gone: no compiled model"):
        Encoder(tmp_path / "gone")


@pytest.mark.parametrize("facts", ['{"name": "sample"}', '{"languages": [], "shape": 3}'])
def test_the_card_of_another_version_is_said_to_be_so(tmp_path, facts):
    compile_fake(None, tmp_path)
    (tmp_path / CARD_FILE).write_text(facts)

    with pytest.raises(ModelUnavailable, match=r"another version .* Remove CURRENT"):
        open_encoder(tmp_path)


@pytest.mark.parametrize("content", [b"", b"no model at all"], ids=["empty", "other"])
@pytest.mark.parametrize("damaged", [MODEL_FILE, TOKENIZER_FILE, CARD_FILE])
def test_a_damaged_file_is_said_to_be_so(tmp_path, damaged, content):
    compile_fake(None, tmp_path)
    (tmp_path / damaged).write_bytes(content)

    with pytest.raises(ModelUnavailable, match=r"the model is damaged\. Remove CURRENT"):
        Encoder(tmp_path)
