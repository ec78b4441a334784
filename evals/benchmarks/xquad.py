"""Retrieval on XQuAD (https://arxiv.org/abs/1910.11856), in both languages and across them.

Each context is a document of its own, without a title, taken in as any file is; a question is
answered when its context is found. Beside our search stand the same vectors alone, our word
matching alone, and the stock pipeline.
"""

import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.benchmarks.errors import BadBenchmark, MissingExtra
from evals.benchmarks.ours import Advance, OurLibrary, build_home
from evals.benchmarks.ranking import MEASURES, Quality, Ranking, first_of_each, measured, rank_of
from evals.benchmarks.report import Report
from evals.benchmarks.squad import Asked, Collection, Split, load_squad, write_contexts
from evals.peers import stock

Ranker = Callable[[str], Ranking]

# Enough chunks that ten different contexts are among them.
CHUNKS = 50


@dataclass(frozen=True, slots=True)
class Direction:
    """Questions of one file asked over the contexts of another of the same collection."""

    name: str
    questions: str
    contexts: str
    plain: bool = False
    targets: Mapping[str, float] = field(default_factory=dict)


DIRECTIONS = (
    Direction("en -> en", "en", "en", targets={"R@1": 0.94, "nDCG@10": 0.965}),
    Direction("vi -> vi", "vi", "vi", targets={"nDCG@10": 0.95}),
    Direction("vi, no diacritics -> vi", "vi", "vi", plain=True, targets={"nDCG@10": 0.93}),
    Direction("vi -> en", "vi", "en"),
)


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did in one direction.

    ``ranks`` has the place of each question's right context, ``refused`` the contexts that could
    not be taken in; their questions count as not answered.
    """

    direction: Direction
    system: str
    quality: Quality
    ranks: Mapping[str, int | None]
    refused: tuple[str, ...] = ()


def load_xquad(path: Path) -> dict[str, Collection]:
    """Return the English and the Vietnamese file of a folder; raises ``BadBenchmark``."""
    files = {language: path / f"xquad.{language}.json" for language in ("en", "vi")}
    missing = [file.name for file in files.values() if not file.is_file()]
    if missing:
        raise BadBenchmark(
            f"{path}: has no {' and no '.join(missing)}; "
            "they are at https://github.com/google-deepmind/xquad"
        )
    return {language: load_squad(file) for language, file in files.items()}


def run(
    collections: Mapping[str, Collection],
    directions: Sequence[Direction],
    systems: Sequence[str],
    split: Split,
    home: Path | None,
    advance: Advance,
) -> Iterator[Result]:
    """Ask the questions of every direction; yield each system's result as it is there.

    Libraries are built in ``home`` and found there again, or in a folder that is removed.
    """
    with TemporaryDirectory() as temporary:
        folder = home or Path(temporary)
        for language in dict.fromkeys(each.contexts for each in directions):
            collection = collections[language]
            with prepared(collection, folder / language, systems, advance) as (rankers, refused):
                for direction in directions:
                    if direction.contexts != language:
                        continue
                    questions = collections[direction.questions].part(split).questions
                    for name, rank in rankers.items():
                        title = f"{direction.name}, {name}"
                        result = ask(direction, name, rank, questions, partial(advance, title))
                        yield replace(result, refused=refused)


def ask(
    direction: Direction,
    system: str,
    rank: Ranker,
    questions: Sequence[Asked],
    advance: Callable[[int, int], None],
) -> Result:
    """Ask one system all questions of a direction."""
    rankings: dict[str, Ranking] = {}
    times: list[float] = []
    for done, asked in enumerate(questions):
        advance(done, len(questions))
        text = without_diacritics(asked.text) if direction.plain else asked.text
        start = time.perf_counter()
        rankings[asked.id] = rank(text)
        times.append(time.perf_counter() - start)
    right = {asked.id: asked.context for asked in questions}
    ranks = {name: rank_of(rankings[name], context) for name, context in right.items()}
    return Result(direction, system, measured(rankings, right, times), ranks)


@contextmanager
def prepared(
    collection: Collection,
    folder: Path,
    systems: Sequence[str],
    advance: Advance,
) -> Iterator[tuple[dict[str, Ranker], tuple[str, ...]]]:
    """Take the contexts in; yield what ranks them, by name, and what could not be taken in."""
    documents = write_contexts(collection, folder / "contexts")
    refused = build_home(folder / "home", documents, advance)
    library = OurLibrary(folder / "home")
    rankers: dict[str, Ranker] = {
        "ours": library.ours,
        "dense": library.dense,
        "words": library.words,
    }
    if "stock" in systems:
        rankers["stock"] = stock_ranker(collection, folder / "stock")
    try:
        yield {name: rankers[name] for name in systems}, refused
    finally:
        library.close()


def stock_ranker(collection: Collection, folder: Path) -> Ranker:
    """Return the stock pipeline's ranking of the contexts; raises ``MissingExtra``."""
    known = folder.is_dir()
    try:
        store = stock.open_stock(folder)
        if not known:
            stock.add_texts(store, {each.id: each.text for each in collection.contexts})
    except ImportError as exc:
        raise MissingExtra(exc) from exc
    return lambda question: first_of_each(stock.search(store, question, CHUNKS))


def report_of(
    name: str, collections: Mapping[str, Collection], results: Sequence[Result], split: Split
) -> Report:
    """Return the table, a line a result."""
    counts = {key: (len(each.contexts), len(each.questions)) for key, each in collections.items()}
    return Report(
        name=name,
        config={"split": split, "contexts and questions": counts},
        head=("questions -> contexts", "ranking", *MEASURES, "p50 ms", "p95 ms"),
        rows=tuple(map(table_row, results)),
        figures=[
            {
                "direction": result.direction.name,
                "system": result.system,
                "questions": len(result.ranks),
                **asdict(result.quality),
                "targets": dict(result.direction.targets),
            }
            for result in results
        ],
        details=[
            {"direction": result.direction.name, "system": result.system, "id": key, "rank": rank}
            for result in results
            for key, rank in result.ranks.items()
        ],
        notes=(
            f"{len(results[0].ranks)} questions a line (split: {split}). (>= n): the target.",
            *(f"Not taken in: {each}" for each in refused_by(results)),
        ),
    )


def refused_by(results: Sequence[Result]) -> tuple[str, ...]:
    """Return what could not be taken in, each once."""
    return tuple(dict.fromkeys(each for result in results for each in result.refused))


def table_row(result: Result) -> tuple[str, ...]:
    """Return a result as a line of the table, our own with its targets."""
    targets = result.direction.targets if result.system == "ours" else {}
    scores = (
        f"{score:.3f}" + (f" (>= {targets[name]})" if name in targets else "")
        for name, score in result.quality.scores.items()
    )
    times = (f"{result.quality.p50_ms:.1f}", f"{result.quality.p95_ms:.1f}")
    return (result.direction.name, result.system, *scores, *times)


def without_diacritics(text: str) -> str:
    """Return Vietnamese as it is typed without an input method; capitals stay.

    >>> without_diacritics("Đội Panthers đã thua bao nhiêu điểm?")
    'Doi Panthers da thua bao nhieu diem?'
    """
    marked = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in marked if not unicodedata.combining(char))
    return bare.replace("đ", "d").replace("Đ", "D")
