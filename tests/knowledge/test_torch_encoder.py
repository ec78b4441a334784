"""Models that cannot be compiled: sentence-transformers itself serves them."""

import shutil

import numpy as np
import pytest

from knowledge.embedding import compile_model
from knowledge.encoder import Encoder, open_encoder
from knowledge.errors import ModelUnavailable
from knowledge.model_card import read_card
from knowledge.torch_encoder import MODEL_FOLDER, TorchEncoder
from tests.knowledge.small_models import save_model

PROMPTS = {"query": "query: ", "passage": "passage: "}


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A model with a part that is not compiled."""
    return save_model(tmp_path_factory.mktemp("dense"), dense=True, prompts=PROMPTS)


@pytest.fixture(scope="module")
def folder(source):
    compile_model(source, source.parent / "encoder", "int8", "sample/dense")
    return source.parent / "encoder"


@pytest.fixture(scope="module")
def encoder(folder):
    return TorchEncoder(folder)


@pytest.fixture(scope="module")
def model(source):
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(source), device="cpu", local_files_only=True)


def test_a_model_with_a_part_of_its_own_is_kept_as_it_is(folder):
    card = read_card(folder)

    assert (card.kind, card.precision, card.dimensions) == ("torch", "fp32", 16)
    assert (folder / MODEL_FOLDER / "modules.json").is_file()


def test_the_log_says_so_when_it_is_made_ready(source, tmp_path, caplog):
    compile_model(source, tmp_path, "int8", "sample/dense")

    assert (
        "sample/dense cannot be compiled (it has the parts Transformer, Pooling, D" in caplog.text
    )


def test_the_log_says_so_when_it_is_opened(folder, caplog):
    assert isinstance(open_encoder(folder), TorchEncoder)
    assert "sample/dense could not be compiled: torch runs it" in caplog.text


def test_a_model_that_pools_in_a_way_of_its_own_is_kept_as_it_is(tmp_path):
    compile_model(save_model(tmp_path, pooling="lasttoken"), tmp_path / "encoder", "fp32", "a/b")

    assert read_card(tmp_path / "encoder").kind == "torch"


def test_a_model_that_cannot_be_exported_is_kept_as_it_is(tmp_path, monkeypatch, caplog):
    def export(*_):
        raise RuntimeError("an operator is unknown\nand much more")

    monkeypatch.setattr("knowledge.export.export", export)

    compile_model(save_model(tmp_path), tmp_path / "encoder", "fp32", "a/b")

    assert isinstance(open_encoder(tmp_path / "encoder"), TorchEncoder)
    assert "a/b cannot be compiled (RuntimeError: an operator is unknown)" in caplog.text


def test_a_model_whose_compiled_vectors_differ_is_kept_as_it_is(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("knowledge.export.POOLING", {"mean": "max"})

    compile_model(save_model(tmp_path), tmp_path / "encoder", "fp32", "a/b")

    assert [file.name for file in sorted((tmp_path / "encoder").iterdir())] == [
        "encoder.json",
        MODEL_FOLDER,
    ]
    assert "the compiled model gives other vectors" in caplog.text


def test_questions_have_the_vectors_of_the_model(encoder, model):
    expected = model.encode(["query: red boats"], normalize_embeddings=True)

    assert encoder.questions(["red boats"]) == pytest.approx(expected, abs=1e-5)


def test_a_passage_and_its_spans_are_each_read_by_themselves(encoder, model):
    texts = ["passage: red boats. green rain", "passage: red boats.", "passage: green rain"]

    (found,) = encoder.passages(["red boats. green rain"], [[(0, 10), (11, 21)]])

    assert found == pytest.approx(model.encode(texts, normalize_embeddings=True), abs=1e-5)


def test_several_passages_keep_their_own_spans(encoder):
    texts, spans = ["red boats. rain", "blue", "green lamp"], [[(0, 10), (11, 15)], [], [(0, 5)]]

    found = encoder.passages(texts, spans)

    assert [len(rows) for rows in found] == [3, 1, 2]
    assert found[2] == pytest.approx(encoder.passages(texts[2:], spans[2:])[0], abs=1e-5)


def test_no_texts_give_no_vectors(encoder):
    assert encoder.questions([]).shape == (0, 16)
    assert encoder.passages([], []) == []


def test_vectors_have_length_one(encoder):
    (found,) = encoder.passages(["red boats float"], [[(0, 3), (3, 3)]])

    assert np.linalg.norm(found, axis=1) == pytest.approx(np.ones(3), abs=1e-5)


def test_the_encoder_works_without_the_folder_that_it_came_from(tmp_path):
    compile_model(save_model(tmp_path, dense=True), tmp_path / "encoder", "fp32", "a/b")
    shutil.rmtree(tmp_path / "model")

    assert open_encoder(tmp_path / "encoder").questions(["red"]).shape == (1, 16)


def test_weights_that_could_carry_code_are_not_kept(tmp_path):
    folder = save_model(tmp_path, dense=True)
    (folder / "pytorch_model.bin").write_bytes(b"sample")

    compile_model(folder, tmp_path / "encoder", "fp32", "a/b")

    assert not list((tmp_path / "encoder").rglob("*.bin"))


def test_a_kept_model_that_is_gone_is_no_model(folder, tmp_path):
    shutil.copyfile(folder / "encoder.json", tmp_path / "encoder.json")

    with pytest.raises(ModelUnavailable, match=r"no model\. Remove CURRENT"):
        open_encoder(tmp_path)


def test_a_compiled_model_is_opened_without_torch(compiled_model):
    assert isinstance(open_encoder(compiled_model), Encoder)
