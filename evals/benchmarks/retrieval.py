"""Is the right text found: our search beside parts of it and the stock pipeline.

Each context is a document of its own, without a title, taken in as any file is; a question is
answered when one of its contexts is found. Beside our search stand the same vectors alone, our
word matching alone, and the stock pipeline.
"""

import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from evals.benchmarks.errors import BenchmarkFault, MissingExtra
from evals.benchmarks.formats.base import Asked, Beside, Collection, Direction, Published
from evals.benchmarks.libraries import (
    Built,
    Choice,
    built,
    choice_notes,
    config_of,
    refused_notes,
    working_folder,
)
from evals.benchmarks.ours import Advance, OurLibrary
from evals.benchmarks.ranking import MEASURES, Quality, Ranking, first_of_each, measured, rank_of
from evals.benchmarks.report import Report
from evals.peers import stock

Ranker = Callable[[Asked], Ranking]

# Enough chunks that ten different contexts are among them.
CHUNKS = 50


@dataclass(frozen=True, slots=True)
class Result:
    """What one system did in one direction.

    ``ranks`` has the place of the first right context of each question, ``refused`` the contexts
    that could not be taken in; their questions count as not answered.
    """

    direction: Direction
    system: str
    quality: Quality
    ranks: Mapping[str, int | None]
    contexts: int = 0
    refused: tuple[str, ...] = ()


def run(
    collections: Mapping[str, Collection],
    directions: Sequence[Direction],
    systems: Sequence[str],
    choice: Choice,
    advance: Advance,
) -> Iterator[Result]:
    """Ask the answerable questions of every direction; yield each system's result when it is there.

    Directions over the same texts are asked together.
    """
    with working_folder(choice) as folder:
        libraries = built(
            collections, directions, choice, lambda asked: asked.answerable, folder, advance
        )
        for library in libraries:
            with rankers(library, systems) as known:
                for direction, questions in library.tasks:
                    for name, rank in known.items():
                        title = f"{direction.name}, {name}"
                        result = ask(direction, name, rank, questions, partial(advance, title))
                        count = len(library.collection.contexts)
                        yield replace(result, contexts=count, refused=library.refused)


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
        start = time.perf_counter()
        rankings[asked.id] = rank(asked)
        times.append(time.perf_counter() - start)
    right = {asked.id: asked.contexts for asked in questions}
    ranks = {name: rank_of(rankings[name], contexts) for name, contexts in right.items()}
    return Result(direction, system, measured(rankings, right, times), ranks)


@contextmanager
def rankers(found: Built, systems: Sequence[str]) -> Iterator[dict[str, Ranker]]:
    """Yield what ranks the contexts of a library, by name."""
    library = OurLibrary(found.home, pages=found.collection.pages)
    known: dict[str, Ranker] = {
        "ours": lambda asked: library.ours(asked.text, asked.history),
        "dense": lambda asked: library.dense(asked.text),
        "words": lambda asked: library.words(asked.text),
    }
    try:
        if "stock" in systems:
            known["stock"] = stock_ranker(texts_of(found.collection, library), found.folder)
        yield {name: known[name] for name in systems}
    finally:
        library.close()


def texts_of(collection: Collection, library: OurLibrary) -> dict[str, str]:
    """Return the texts of the contexts; those of files are what we read in them."""
    if collection.pages:
        return library.texts()
    return {each.id: each.text for each in collection.contexts}


def stock_ranker(texts: Mapping[str, str], folder: Path) -> Ranker:
    """Return the stock pipeline's ranking of some texts; raises ``MissingExtra``."""
    place, done = folder / "stock", folder / "stock.done"
    if not done.exists():
        # What a run that was stopped has left would be added to.
        shutil.rmtree(place, ignore_errors=True)
    try:
        store = stock.open_stock(place)
        if not done.exists():
            stock.add_texts(store, texts)
            done.touch()
    except ImportError as exc:
        raise MissingExtra(exc) from exc
    return lambda asked: first_of_each(stock.search(store, asked.text, CHUNKS))


def report_of(name: str, results: Sequence[Result], choice: Choice, beside: Beside) -> Report:
    """Return the table, a line a result, and below those of a direction what others reached.

    Raises ``BenchmarkFault`` when there was no question to ask.
    """
    if not any(result.ranks for result in results):
        raise BenchmarkFault(f"{name}: there is no question with an answer to ask.")
    rows = []
    for direction in dict.fromkeys(result.direction.name for result in results):
        rows += [table_row(each) for each in results if each.direction.name == direction]
        rows += [published_row(each) for each in beside.rows if each.direction == direction]
    return Report(
        name=name,
        config={**config_of(choice), "published": [asdict(each) for each in beside.rows]},
        head=("questions -> contexts", "ranking", *MEASURES, "p50 ms", "p95 ms"),
        rows=tuple(rows),
        figures=[figures_of(result) for result in results],
        details=[
            {"direction": result.direction.name, "system": result.system, "id": key, "rank": rank}
            for result in results
            for key, rank in result.ranks.items()
        ],
        notes=(
            *scope_notes(results, choice),
            *beside.notes,
            *refused_notes(each for result in results for each in result.refused),
        ),
    )


def scope_notes(results: Sequence[Result], choice: Choice) -> tuple[str, ...]:
    """Say how much was asked over how much."""
    asked = ", ".join(str(each) for each in sorted({len(result.ranks) for result in results}))
    texts = ", ".join(f"{each:,}" for each in sorted({result.contexts for result in results}))
    notes = [f"{asked} questions a line (split: {choice.split}) over {texts} contexts."]
    if any(result.direction.targets for result in results):
        notes[0] += " (>= n): the target."
    return (*notes, *choice_notes(choice))


def figures_of(result: Result) -> dict[str, object]:
    """Return a result as data."""
    return {
        "direction": result.direction.name,
        "system": result.system,
        "questions": len(result.ranks),
        "contexts": result.contexts,
        **asdict(result.quality),
        "targets": dict(result.direction.targets),
    }


def table_row(result: Result) -> tuple[str, ...]:
    """Return a result as a line of the table, our own with its targets."""
    targets = result.direction.targets if result.system == "ours" else {}
    scores = (
        f"{score:.3f}" + (f" (>= {targets[name]})" if name in targets else "")
        for name, score in result.quality.scores.items()
    )
    times = (f"{result.quality.p50_ms:.1f}", f"{result.quality.p95_ms:.1f}")
    return (result.direction.name, result.system, *scores, *times)


def published_row(published: Published) -> tuple[str, ...]:
    """Return what another system reached as a line of the table."""
    scores = (
        f"{published.scores[name]:.3f}" if name in published.scores else "-" for name in MEASURES
    )
    return (published.direction, published.system, *scores, "-", "-")
