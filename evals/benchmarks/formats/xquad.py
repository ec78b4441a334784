"""XQuAD (https://arxiv.org/abs/1910.11856): the same paragraphs in English and in Vietnamese.

The published figures are those of the task XQuADRetrieval of MTEB [1]: the split "validation",
which is all that there is, every language's 240 paragraphs as its texts, and each wording of a
question once, so 1,185 questions in English and 1,182 in Vietnamese where we ask 1,190.

[1] https://github.com/embeddings-benchmark/mteb/blob/main/mteb/tasks/Retrieval/multilingual/XQuADRetrieval.py
"""

from collections.abc import Mapping
from pathlib import Path

from evals.benchmarks.errors import BadBenchmark
from evals.benchmarks.formats.base import Beside, Collection, Direction, Format, Published
from evals.benchmarks.formats.squad import load_squad

SOURCE = "https://github.com/google-deepmind/xquad"
RESULTS = "https://github.com/embeddings-benchmark/results/tree/main/results"

DIRECTIONS = (
    Direction("en -> en", "en", "en", targets={"R@1": 0.94, "nDCG@10": 0.965}),
    Direction("vi -> vi", "vi", "vi", targets={"nDCG@10": 0.95}),
    Direction("vi, no diacritics -> vi", "vi", "vi", plain=True, targets={"nDCG@10": 0.93}),
    Direction("vi -> en", "vi", "en", across=True),
)

MINILM, BM25 = "MTEB: all-MiniLM-L6-v2", "MTEB: BM25"
PUBLISHED = (
    Published(
        "en -> en",
        MINILM,
        {"R@1": 0.885, "R@5": 0.981, "R@10": 0.990, "MRR@10": 0.928, "nDCG@10": 0.944},
    ),
    Published(
        "en -> en",
        BM25,
        {"R@1": 0.931, "R@5": 0.987, "R@10": 0.992, "MRR@10": 0.956, "nDCG@10": 0.965},
    ),
    Published(
        "vi -> vi",
        MINILM,
        {"R@1": 0.362, "R@5": 0.591, "R@10": 0.663, "MRR@10": 0.459, "nDCG@10": 0.508},
    ),
    Published(
        "vi -> vi",
        BM25,
        {"R@1": 0.916, "R@5": 0.986, "R@10": 0.992, "MRR@10": 0.946, "nDCG@10": 0.958},
    ),
)


def load_xquad(path: Path) -> dict[str, Collection]:
    """Return the English and the Vietnamese file of a folder; raises ``BadBenchmark``."""
    return load_languages(path, "xquad.{}.json", SOURCE)


def load_languages(path: Path, pattern: str, source: str) -> dict[str, Collection]:
    """Return the files of both languages, which have a folder's files of one pattern."""
    files = {language: path / pattern.format(language) for language in ("en", "vi")}
    missing = [file.name for file in files.values() if not file.is_file()]
    if missing:
        raise BadBenchmark(f"{path}: has no {' and no '.join(missing)}; they are at {source}")
    return {language: load_squad(file, source) for language, file in files.items()}


def directions(collections: Mapping[str, Collection]) -> tuple[Direction, ...]:
    """Return what is asked of what."""
    return DIRECTIONS


FORMAT = Format(
    summary="paragraphs of Wikipedia, in English and Vietnamese and across",
    path="the folder of xquad.en.json and xquad.vi.json",
    load=load_xquad,
    directions=directions,
    retrieval=Beside(
        rows=PUBLISHED,
        notes=(
            "MTEB: XQuADRetrieval, over the same 240 texts a language; a question's wording counts "
            "once there (1,185 en, 1,182 vi), which moves the third digit at most.",
            f"{RESULTS}/sentence-transformers__all-MiniLM-L6-v2",
            f"{RESULTS}/mteb__baseline-bm25s",
        ),
    ),
)
