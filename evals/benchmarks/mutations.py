"""Bytes changed at random, the same for the same seed.

Mutating files that are well formed is the plain kind of fuzzing, which needs no model of a
format: Miller, Fredriksen and So 1990, "An empirical study of the reliability of UNIX utilities".
"""

from collections.abc import Callable, Mapping
from random import Random

MOST_MUTATIONS = 4
MOST_FLIPS = 32


def mutated(data: bytes, seed: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the bytes after one to ``MOST_MUTATIONS`` different mutations, and their names."""
    random = Random(seed)
    names = random.sample(sorted(MUTATIONS), random.randint(1, MOST_MUTATIONS))
    for name in names:
        data = MUTATIONS[name](data, random)
    return data, tuple(names)


def flip(data: bytes, random: Random) -> bytes:
    """Change some single bytes."""
    changed = bytearray(data)
    for _ in range(random.randint(1, MOST_FLIPS) if data else 0):
        changed[random.randrange(len(data))] ^= random.randint(1, 255)
    return bytes(changed)


def truncate(data: bytes, random: Random) -> bytes:
    """Leave the end out."""
    return data[: random.randrange(len(data) or 1)]


def insert(data: bytes, random: Random) -> bytes:
    """Put random bytes in."""
    start, end = a_slice(data, random)
    return data[:start] + random.randbytes(end - start) + data[start:]


def remove(data: bytes, random: Random) -> bytes:
    """Take a slice out."""
    start, end = a_slice(data, random)
    return data[:start] + data[end:]


def duplicate(data: bytes, random: Random) -> bytes:
    """Put a slice there twice."""
    start, end = a_slice(data, random)
    return data[:end] + data[start:]


def swap(data: bytes, random: Random) -> bytes:
    """Put what comes after some place before what comes first."""
    place = random.randrange(len(data) or 1)
    return data[place:] + data[:place]


def a_slice(data: bytes, random: Random) -> tuple[int, int]:
    """Return where a slice starts and ends; a few bytes are as likely as most of the file."""
    length = int(len(data) ** random.random())
    start = random.randint(0, len(data) - length)
    return start, start + length


MUTATIONS: Mapping[str, Callable[[bytes, Random], bytes]] = {
    "flip": flip,
    "truncate": truncate,
    "insert": insert,
    "remove": remove,
    "duplicate": duplicate,
    "swap": swap,
}
