"""A whole evaluation: ask, keep, score, report, compare with the last one, and hold to floors."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.settings import AssistantSettings
from evals.asking import System, ask_all
from evals.benchmarks.errors import require
from evals.cases import Case, load_cases
from evals.comparison import Comparison, compare
from evals.errors import BadRun, BadSettings
from evals.gate import Floors, failures
from evals.local import CORPUS, EXTRACTIVE, open_index, open_local
from evals.remote import RemoteSystem
from evals.report import write_comparison, write_report
from evals.runs import (
    OURS,
    RESULTS,
    cases_digest,
    environment,
    logged,
    new_folder,
    read_answers,
    read_corpus,
    run_config,
    system_folder,
    systems_of,
    write_answers,
    write_corpus,
    write_json,
    write_scores,
)
from evals.scoring import Row, Summary, score_all
from evals.texts import check_texts

logger = logging.getLogger(__name__)

Progress = Callable[[str], AbstractContextManager[Callable[[int, int], None]]]
SYSTEMS = (OURS, "stock", "words")
SCORING = ("ir_measures", "jinja2", "matplotlib", "scipy")
"""What scoring and the report need; all are in the extra ``benchmark``."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked of whom. With ``url`` a server is asked in the place of the assistant here."""

    split: str = "report"
    systems: tuple[str, ...] = (OURS,)
    corpus: Path = CORPUS
    url: str | None = None
    answerer: str = EXTRACTIVE
    results: Path = RESULTS


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A finished run: its folder, the totals by system, our rows, and what was not reached."""

    folder: Path
    summaries: Mapping[str, Summary]
    rows: Sequence[Row]
    failures: tuple[str, ...] = ()
    comparison: Comparison | None = None
    compared_with: str = ""
    notes: tuple[str, ...] = field(default=())


def evaluate(plan: Plan, progress: Progress, floors: Floors | None = None) -> Evaluation:
    """Run an evaluation from the questions to the report; everything is kept in a dated folder.

    Raises ``MissingExtra`` before anything is asked when it could not be scored.
    """
    require(*SCORING)
    cases = load_cases(plan.split)
    folder = new_folder(plan.results)
    with logged(folder):
        logger.info("asking %s %s questions", len(cases), plan.split)
        write_json(folder / "config.json", config_of(plan, cases))
        ask_systems(plan, cases, folder, progress)
        found = score_run(folder, floors)
        logger.info("done; %s floors not reached", len(found.failures))
    return found


def config_of(plan: Plan, cases: Sequence[Case]) -> dict[str, Any]:
    """Return what a run is told to do, and where."""
    return {
        "split": plan.split,
        "questions": len(cases),
        "questions_digest": cases_digest(cases),
        "systems": list(plan.systems),
        "asked": plan.url or str(plan.corpus.name),
        "answerer": answerer_of(plan),
        **environment(),
    }


def answerer_of(plan: Plan) -> str:
    """Return what makes our answers: a chat model where the settings name one."""
    if plan.url:
        return "the server's"
    named = plan.answerer != EXTRACTIVE
    return plan.answerer if named else AssistantSettings().llm or EXTRACTIVE


def ask_systems(plan: Plan, cases: Sequence[Case], folder: Path, progress: Progress) -> None:
    """Ask every system all questions and keep what comes."""
    known = False
    for name, system in systems(plan, progress):
        if not known:
            documents = system.documents()
            check_texts(plan.split, documents, None if plan.url else plan.corpus)
            write_corpus(folder, documents)
            known = True
        with progress(f"Asking {name}") as advance:
            write_answers(folder / name, ask_all(system, cases, advance))


def systems(plan: Plan, progress: Progress) -> Iterator[tuple[str, System]]:
    """Yield the systems of a plan, each opened as it is needed; peers read the same documents.

    Raises ``BadSettings`` for a name that is none.
    """
    if unknown := [name for name in plan.systems if name not in SYSTEMS]:
        raise BadSettings(f"{', '.join(unknown)}: no such system; there are {', '.join(SYSTEMS)}.")
    if plan.url:
        first: System = RemoteSystem(plan.url)
        home = Path()
    else:
        with progress("Indexing") as advance:
            settings = open_index(plan.corpus, advance)
        first, home = open_local(settings, plan.answerer), settings.home
    documents = first.documents()
    for name in plan.systems:
        if name == OURS:
            yield name, first
        elif name == "stock":
            with progress("Embedding for the stock pipeline"):
                from evals.peers.passages import stock_system

                yield name, stock_system(documents, stock_home(home))
        else:
            from evals.peers.passages import word_system

            yield name, word_system(documents)


def stock_home(home: Path) -> Path:
    """Return where the stock pipeline keeps its store: beside our index."""
    from knowledge import LibrarySettings

    return (home if home.name else LibrarySettings().home / "evals") / "stock"


def score_run(folder: Path, floors: Floors | None = None) -> Evaluation:
    """Score the answers of a run as the questions and metrics are now, and write its report.

    The run is compared with the last one before it that asked the same questions of the same.
    Raises ``BadRun`` when the folder is none or has no answer to a question of today.
    """
    config = run_config(folder)
    cases, corpus = load_cases(config["split"]), read_corpus(folder)
    summaries: dict[str, Summary] = {}
    ours: list[Row] = []
    for name in systems_of(folder):
        rows = score_all(cases, read_answers(folder / name), corpus)
        if not rows:
            raise BadRun(f"{folder / name}: answers no question of {config['split']} as it is now.")
        summaries[name] = write_scores(folder / name, rows)
        ours = ours or rows
    if not summaries:
        raise BadRun(f"{folder}: has no answers.")
    first = next(iter(summaries.values()))
    missed = tuple(failures(first, floors)) if floors else ()
    earlier = run_before(folder, config) if OURS in summaries else None
    comparison = compare(rows_of(earlier), ours) if earlier else None
    if earlier and comparison:
        write_comparison(folder, earlier.name, comparison)
    write_report(folder, summaries, ours, missed)
    return Evaluation(folder, summaries, ours, missed, comparison, earlier.name if earlier else "")


def run_before(folder: Path, config: Mapping[str, Any]) -> Path | None:
    """Return the last run before one that asked the same, ``None`` when there is none."""
    same = ("split", "asked", "questions_digest")
    for other in sorted(folder.parent.iterdir(), reverse=True):
        if other.name >= folder.name or not (other / OURS / "answers.jsonl").is_file():
            continue
        try:
            found = run_config(other)
            if all(found.get(key) == config.get(key) for key in same):
                read_corpus(other)
                return other
        except BadRun as exc:
            logger.info("not compared: %s", exc)
    return None


def rows_of(path: Path) -> list[Row]:
    """Return the scored answers of a run, or of one system of it; raises ``BadRun``."""
    folder = system_folder(path)
    run = folder.parent
    cases = load_cases(run_config(run)["split"])
    return score_all(cases, read_answers(folder), read_corpus(run))


def compare_runs(before: Path, after: Path) -> Comparison:
    """Compare two runs, or two systems, write the page into the second's run and link it there."""
    found = compare(rows_of(before), rows_of(after))
    run = system_folder(after).parent
    name = system_folder(before).parent.name
    if system_folder(before).name != OURS:
        name += f"-{system_folder(before).name}"
    write_comparison(run, name, found)
    score_run(run)
    return found
