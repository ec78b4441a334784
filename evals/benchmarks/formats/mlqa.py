"""MLQA-R: paragraphs and questions of MLQA in several languages, from LAReQA [1].

Its files are in the format of SQuAD; the boundaries of sentences that they have besides are not
used, as our own search cuts texts into sentences. Each language has its own paragraphs, and a
question of the same id is the same question.

[1] https://arxiv.org/abs/2004.05484
"""

from collections.abc import Mapping
from pathlib import Path

from evals.benchmarks.formats.base import Beside, Collection, Direction, Format
from evals.benchmarks.formats.xquad import load_languages

SOURCE = "https://github.com/google-research-datasets/lareqa"

DIRECTIONS = (
    Direction("en -> en", "en", "en"),
    Direction("vi -> vi", "vi", "vi"),
    Direction("vi, no diacritics -> vi", "vi", "vi", plain=True),
    Direction("vi -> en", "vi", "en", across=True),
    Direction("en -> vi", "en", "vi", across=True),
)


def load_mlqa(path: Path) -> dict[str, Collection]:
    """Return the English and the Vietnamese file of a folder; raises ``BadBenchmark``."""
    return load_languages(path, "{}.json", SOURCE)


def directions(collections: Mapping[str, Collection]) -> tuple[Direction, ...]:
    """Return what is asked of what."""
    return DIRECTIONS


FORMAT = Format(
    summary="paragraphs of Wikipedia that differ between the languages",
    path="the folder of en.json and vi.json (mlqa-dev-r)",
    load=load_mlqa,
    directions=directions,
    retrieval=Beside(
        notes=(
            "Published: mAP 0.36 (En-En), 0.26 (X-X), 0.49 (X-X-mono), 0.49 (X-Y), of sentences "
            "among those of all seven languages at once: not the same measure. " + SOURCE,
        )
    ),
)
