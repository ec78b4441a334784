"""The packed model written as a folder that sentence-transformers load.

Pieces of the tokenizer in other scripts than Latin are left out, with their vectors: more than half
of all, of which none stands in English or Vietnamese.
"""

import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.packed import Packed, read_packed

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
BOUNDARY = "\N{LOWER ONE EIGHTH BLOCK}"  # SentencePiece's sign for a blank
# Our part of a layer's name, and that of transformers' BERT.
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
PROMPTS = {"query": "query: ", "passage": "passage: "}
CARD = "---\nlanguage: [en, vi]\nlicense: mit\nbase_model: intfloat/multilingual-e5-small\n---\n"


def kept_pieces(pieces: tuple[str, ...]) -> list[int]:
    """Return the numbers of the pieces without a letter of another script than Latin."""
    return [number for number, piece in enumerate(pieces) if all(map(is_kept, piece))]


def is_kept(char: str) -> bool:
    """Whether a character is of the Latin script or of none, such as a digit or a sign."""
    if char.isascii():
        return True
    if unicodedata.category(char)[0] not in "LM":
        return ord(char) < 0x3000
    name = unicodedata.name(char, "")
    return name.startswith(("LATIN ", "COMBINING ", "MODIFIER LETTER "))


def unpack(source: Path, target: Path) -> None:
    """Write the model of a file into an empty folder, so that sentence-transformers load it.

    Raises ``ModelUnavailable`` when the file is no model.
    """
    packed = read_packed(source)
    kept = kept_pieces(packed.pieces)
    write_weights(packed, kept, target)
    tokenizer(packed, kept).save(str(target / "tokenizer.json"))
    limit = packed.sizes["max_position_embeddings"]
    (target / "1_Pooling").mkdir()
    for name, content in {
        "config.json": configuration(packed, len(kept)),
        "tokenizer_config.json": tokenizer_configuration(limit),
        "modules.json": modules(),
        "sentence_bert_config.json": {"max_seq_length": limit},
        "config_sentence_transformers.json": {"prompts": PROMPTS},
        "1_Pooling/config.json": {
            "word_embedding_dimension": packed.sizes["hidden_size"],
            "pooling_mode_mean_tokens": True,
        },
    }.items():
        (target / name).write_text(json.dumps(content, indent=2), encoding="utf-8")
    (target / "README.md").write_text(CARD, encoding="utf-8")


def write_weights(packed: Packed, kept: list[int], target: Path) -> None:
    """Write the weights under transformers' names, of the words only those that are kept."""
    import numpy as np
    from safetensors.numpy import save_file

    width = packed.sizes["hidden_size"]
    words = packed.tensor("emb.word").reshape(-1, width)[kept]
    found = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": packed.tensor("emb.pos").reshape(-1, width),
        "embeddings.token_type_embeddings.weight": packed.tensor("emb.type").reshape(-1, width),
        "embeddings.LayerNorm.weight": packed.tensor("emb.ln.w"),
        "embeddings.LayerNorm.bias": packed.tensor("emb.ln.b"),
        # transformers' BERT has a pooler, which nobody uses, and reports that it is missing.
        "pooler.dense.weight": np.zeros((width, width), np.float32),
        "pooler.dense.bias": np.zeros(width, np.float32),
    }
    for layer in range(packed.sizes["num_hidden_layers"]):
        for ours, theirs in PARTS.items():
            weight, bias = (packed.tensor(f"l{layer}.{ours}.{part}") for part in "wb")
            matrix = weight if weight.size == bias.size else weight.reshape(bias.size, -1)
            found[f"encoder.layer.{layer}.{theirs}.weight"] = matrix
            found[f"encoder.layer.{layer}.{theirs}.bias"] = bias
    arrays = {name: np.ascontiguousarray(array) for name, array in found.items()}
    save_file(arrays, target / "model.safetensors", metadata={"format": "pt"})


def tokenizer(packed: Packed, kept: list[int]) -> "Tokenizer":
    """Return XLM-R's tokenizer of the pieces that are kept.

    SentencePiece's "nmt_nfkc" is NFKC without control characters and with one kind of blank.
    """
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers
    from tokenizers.processors import TemplateProcessing

    scored = [(packed.pieces[number], float(packed.scores[number])) for number in kept]
    made = Tokenizer(models.Unigram(scored, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(r"[\s\u200b-\u200f\ufeff\ufffd]+"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement=BOUNDARY, prepend_scheme="always")
    start, end = (SPECIAL.index(name) for name in ("<s>", "</s>"))
    made.post_processor = TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", start), ("</s>", end)]
    )
    made.add_special_tokens(list(SPECIAL))
    return made


def configuration(packed: Packed, words: int) -> dict[str, Any]:
    """Return the configuration of transformers' BERT with so many words."""
    return {
        **packed.sizes,
        "vocab_size": words,
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "layer_norm_eps": packed.epsilon,
        "pad_token_id": SPECIAL.index("<pad>"),
    }


def tokenizer_configuration(limit: int) -> dict[str, Any]:
    """Return the configuration of a tokenizer that reads so many tokens."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": limit,
        **{f"{name}_token": f"<{name}>" for name in ("pad", "unk")},
        **{"bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>", "sep_token": "</s>"},
    }


def modules() -> list[dict[str, Any]]:
    """Return the parts of a sentence encoder: transformer, mean of the tokens, length 1."""
    kinds = {"": "Transformer", "1_Pooling": "Pooling", "2_Normalize": "Normalize"}
    return [
        {"idx": row, "name": str(row), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for row, (path, kind) in enumerate(kinds.items())
    ]
