"""What is known of the embedding model of a snapshot: ``encoder.json`` beside the model."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from knowledge.errors import START_AGAIN, ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

CARD_FILE = "encoder.json"

Kind = Literal["onnx", "torch"]
"""What runs the model: the ONNX runtime, or sentence-transformers itself."""

Precision = Literal["int8", "fp32"]
"""What the weights are kept as; vectors of one and of the other must not be mixed."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """How a model is run, and where it comes from.

    ``weights`` is the SHA-256 of what it was made from. The prompts are put in front of what is
    embedded. ``normalised`` says whether the model's own vectors have length 1; ours always do.
    ``languages`` are those that its authors name, as they name them; empty when they name none.
    ``unrelated`` is the cosine that a question and a text on other things have with this model.
    """

    kind: Kind
    name: str
    weights: str
    precision: Precision
    pooling: str
    normalised: bool
    query_prompt: str
    passage_prompt: str
    max_tokens: int
    dimensions: int
    unrelated: float
    languages: tuple[str, ...] = ()

    def reads(self, language: str) -> bool:
        """Whether the model reads a language; one that names no languages reads all."""
        return not self.languages or language in self.languages


def write_card(folder: Path, card: ModelCard) -> None:
    """Write the card of a model into its folder."""
    text = json.dumps(asdict(card), indent=2, ensure_ascii=False)
    (folder / CARD_FILE).write_text(text, encoding="utf-8")


def read_card(folder: Path) -> ModelCard:
    """Return the card of the model in a folder.

    Raises ``ModelUnavailable`` when there is none, or when another version wrote it.
    """
    try:
        facts = json.loads((folder / CARD_FILE).read_text(encoding="utf-8"))
    except FileNotFoundError as exc:
        raise ModelUnavailable(f"{folder}: no compiled model. {START_AGAIN}") from exc
    except (OSError, ValueError) as exc:
        raise ModelUnavailable(f"{folder}: the model is damaged. {START_AGAIN}") from exc
    try:
        return ModelCard(**{**facts, "languages": tuple(facts["languages"])})
    except (TypeError, KeyError) as exc:
        raise ModelUnavailable(
            f"{folder}: another version of this program compiled the model. {START_AGAIN}"
        ) from exc


def describe(model: "SentenceTransformer", folder: Path, name: str, weights: str) -> ModelCard:
    """Return the card of a model as it is, before it is compiled and probed."""
    query, passage = prompts(model)
    return ModelCard(
        kind="torch",
        name=Path(name).name if Path(name).is_dir() else name,
        weights=weights,
        precision="fp32",
        pooling="",
        normalised=type(model[-1]).__name__ == "Normalize",
        query_prompt=query,
        passage_prompt=passage,
        max_tokens=model.max_seq_length or 0,
        dimensions=model.encode(["a"], show_progress_bar=False).shape[1],
        unrelated=0.0,
        languages=languages(folder),
    )


def prompts(model: "SentenceTransformer") -> tuple[str, str]:
    """Return what the model wants in front of a question and of a passage; mostly nothing.

    sentence-transformers keeps an empty prompt for "document" beside the "passage" of a model,
    and would take the empty one: the first that says something counts here.
    """
    named = dict(model.prompts)
    default = model.default_prompt_name or ""
    roles = ("query", "document", "passage", "corpus")
    general = "" if default in roles else named.get(default) or ""
    passage = next((named[role] for role in roles[1:] if named.get(role)), None) or general
    return named.get("query") or general, passage


def languages(folder: Path) -> tuple[str, ...]:
    """Return the languages that the model's README.md names, as it names them."""
    from huggingface_hub import ModelCard as HubCard

    try:
        named = HubCard.load(folder / "README.md", ignore_metadata_errors=True).data.language
    except (OSError, ValueError):
        return ()
    return tuple(map(str, [named] if isinstance(named, str) else named or []))
