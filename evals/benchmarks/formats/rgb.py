"""RGB (https://arxiv.org/abs/2309.01431): noise among passages, and passages that are all noise.

Each question comes with passages that answer it and others that do not. As in the paper it is
asked over five of its passages, of which a share, the noise, does not answer; with nothing but
noise it should be declined.
"""

import math
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from pathlib import Path

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import Asked, Collection, Direction, Format, Texts, one_line
from evals.benchmarks.formats.records import Record, json_lines

SOURCE = "https://github.com/chen700564/RGB"
PASSAGES = 5
NOISE = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
ALL = "passages"


def load_rgb(path: Path) -> dict[str, Collection]:
    """Return all passages, and the questions by their share of noise; raises ``BadBenchmark``."""
    lines = list(json_lines(path, SOURCE))
    if not lines:
        raise BadBenchmark(f"{path}: has no question; the files are at {SOURCE}")
    texts = Texts()
    asked = {
        name_of(noise): tuple(question_of(line, noise, texts) for line in lines) for noise in NOISE
    }
    contexts = texts.all()
    found = {name: Collection(contexts, questions) for name, questions in asked.items()}
    return {ALL: Collection(contexts), **found}


def question_of(line: Record, noise: float, texts: Texts) -> Asked:
    """Return a question over five of its passages."""
    groups = positive_groups(line)
    right, wrong = chosen(groups, line.texts("negative"), noise)
    contexts = tuple(dict.fromkeys(map(texts.add, right)))
    given = dict.fromkeys([*contexts, *map(texts.add, wrong)])
    name, text = str(line.values.get("id", line.place)), one_line(line.text("query"))
    return Asked(name, text, name, contexts, answers_of(line), given=tuple(given))


def chosen(
    groups: Sequence[Sequence[str]], negative: Sequence[str], noise: float
) -> tuple[list[str], list[str]]:
    """Return the passages that answer and those that do not.

    Where there are too few of one kind, more of the other are taken. What is asked for in several
    parts has a passage of each part, unless all is noise.

    >>> chosen([["a", "b"]], ["x", "y", "z"], 0.6)
    (['a', 'b'], ['x', 'y', 'z'])
    >>> chosen([["a"], ["b"]], ["w", "x", "y", "z"], 0.8)
    (['a', 'b'], ['w', 'x', 'y'])
    """
    noisy = math.ceil(round(PASSAGES * noise, 6))
    if noise == 1:
        return [], list(negative[:noisy])
    positive = [each for row in zip_longest(*groups) for each in row if each is not None]
    wanted = max(PASSAGES - min(noisy, len(negative)), len(groups))
    right = positive[:wanted]
    return right, list(negative[: PASSAGES - len(right)])


def positive_groups(line: Record) -> list[list[str]]:
    """Return the passages that answer, in a group for each part of the answer."""
    found = line.items("positive")
    if found and all(isinstance(each, str) for each in found):
        return [found]
    if not found or not all(isinstance(each, list) and each for each in found):
        raise line.bad("'positive' must be a list of texts, or of lists of texts.")
    return found


def answers_of(line: Record) -> tuple[tuple[str, ...], ...]:
    """Return the parts of the answer, each with its wordings."""
    found = line.values.get("answer")
    parts = found if isinstance(found, list) else [found]
    groups = [tuple(part) if isinstance(part, list) else (part,) for part in parts]
    if not groups or not all(group and all(isinstance(w, str) for w in group) for group in groups):
        raise line.bad("'answer' must be a text, or a list of texts or of lists of wordings.")
    return tuple(groups)


def name_of(noise: float) -> str:
    """Return what the questions with a share of noise are called."""
    return f"noise {noise:.1f}"


def directions(collections: Mapping[str, Collection]) -> tuple[Direction, ...]:
    """Return a direction for each share of noise."""
    return tuple(Direction(name, name, ALL) for name in map(name_of, NOISE))


FORMAT = Format(
    summary="passages with a share of noise, up to nothing but noise",
    path="en.json or another of its files",
    load=load_rgb,
    directions=directions,
    retrieval=None,
)
