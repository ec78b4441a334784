"""Are whole answers right: what the assistant quotes, and what it declines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial

from evals.benchmarks.abstention import Abstention, abstention
from evals.benchmarks.assistants import OurAssistant
from evals.benchmarks.errors import BenchmarkFault
from evals.benchmarks.formats.base import Asked, Beside, Collection, Direction
from evals.benchmarks.judging import SHARES, Row, judged, shares
from evals.benchmarks.libraries import (
    Choice,
    built,
    choice_notes,
    config_of,
    refused_notes,
    working_folder,
)
from evals.benchmarks.ours import Advance
from evals.benchmarks.ranking import percentiles
from evals.benchmarks.report import Report


@dataclass(frozen=True, slots=True)
class Result:
    """All questions of a direction; ``refused`` are the contexts that were not taken in."""

    direction: Direction
    rows: tuple[Row, ...]
    contexts: int
    refused: tuple[str, ...] = ()


def run(
    collections: Mapping[str, Collection],
    directions: Sequence[Direction],
    choice: Choice,
    advance: Advance,
    *,
    given: bool,
) -> Iterator[Result]:
    """Ask the questions of every direction; yield the result of each when it is there.

    With ``given`` each question is asked over what its benchmark hands over with it, and one
    without such texts is not asked.
    """
    with working_folder(choice) as folder:
        libraries = built(
            collections,
            directions,
            choice,
            lambda asked: bool(asked.given) or not given,
            folder,
            advance,
        )
        for library in libraries:
            assistant = OurAssistant(library.home, pages=library.collection.pages)
            try:
                for direction, questions in library.tasks:
                    rows = ask(assistant, questions, partial(advance, direction.name), given=given)
                    count = len(library.collection.contexts)
                    yield Result(direction, rows, count, library.refused)
            finally:
                assistant.close()


def ask(
    assistant: OurAssistant,
    questions: Sequence[Asked],
    advance: Callable[[int, int], None],
    *,
    given: bool,
) -> tuple[Row, ...]:
    """Ask the questions and judge the replies."""
    rows = []
    for done, asked in enumerate(questions):
        advance(done, len(questions))
        rows.append(judged(asked, assistant.ask(asked, given=given)))
    return tuple(rows)


def report_of(
    name: str, results: Sequence[Result], choice: Choice, beside: Beside, *, given: bool
) -> Report:
    """Return the table, a line a direction.

    Raises ``BenchmarkFault`` when there was no question to ask.
    """
    if not any(result.rows for result in results):
        raise BenchmarkFault(f"{name}: there is no question to ask.")
    return Report(
        name=name,
        config={**config_of(choice), "given": given},
        head=("questions -> contexts", "questions", *SHARES, "p50 ms", "p95 ms"),
        rows=tuple(map(table_row, results)),
        figures=[figures_of(result) for result in results],
        details=[detail(result, row) for result in results for row in result.rows],
        notes=(
            scope_note(results, choice, given=given),
            *choice_notes(choice),
            *filter(None, map(abstention_note, results)),
            *beside.notes,
            *refused_notes(each for result in results for each in result.refused),
        ),
    )


def table_row(result: Result) -> tuple[str, ...]:
    """Return a direction as a line of the table."""
    cells = ("-" if found is None else f"{found:.3f}" for found in shares(result.rows).values())
    p50, p95 = times(result)
    return (result.direction.name, f"{len(result.rows):,}", *cells, f"{p50:.1f}", f"{p95:.1f}")


def times(result: Result) -> tuple[float, float]:
    """Return the 50th and the 95th percentile of the time of a question, in milliseconds."""
    return percentiles([row.reply.seconds for row in result.rows])


def figures_of(result: Result) -> dict[str, object]:
    """Return a direction as data."""
    p50, p95 = times(result)
    found = abstention_of(result)
    return {
        "direction": result.direction.name,
        "questions": len(result.rows),
        "answerable": sum(row.asked.answerable for row in result.rows),
        "contexts": result.contexts,
        **shares(result.rows),
        "abstention": asdict(found) if found else None,
        "p50_ms": p50,
        "p95_ms": p95,
    }


def detail(result: Result, row: Row) -> dict[str, object]:
    """Return a question and its reply as data."""
    return {
        "direction": result.direction.name,
        "id": row.asked.id,
        "question": row.asked.text,
        "answerable": row.asked.answerable,
        "expected": row.asked.answers or row.asked.evidence or row.asked.contexts,
        "outcome": row.reply.outcome,
        "quotes": row.reply.quotes,
        "score": round(row.reply.score, 4),
        "first": row.first,
        "any": row.any,
        "text": row.text,
    }


def scope_note(results: Sequence[Result], choice: Choice, *, given: bool) -> str:
    """Say what each question was asked over."""
    texts = ", ".join(f"{each:,}" for each in sorted({result.contexts for result in results}))
    over = "the texts that it is given" if given else "all texts"
    return f"Each question over {over}, {texts} in the library (split: {choice.split})."


def abstention_of(result: Result) -> Abstention | None:
    """Return how well the answers' scores tell what can be answered, where some cannot."""
    return abstention([(row.reply.score, row.asked.answerable) for row in result.rows])


def abstention_note(result: Result) -> str:
    """Say how well the answers' scores tell what can be answered, where some cannot."""
    if not (found := abstention_of(result)):
        return ""
    threshold = "none" if found.threshold is None else f"{found.threshold:.2f}"
    return (
        f"{result.direction.name}, by the answer's score: AUROC {found.auroc:.3f}; accuracy "
        f"{found.accuracy:.3f} at the best threshold ({threshold}), {found.either:.3f} without one."
    )
