"""The command line of the benchmarks: ``python -m evals benchmark NAME``."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from evals.benchmarks.formats import FORMATS
from evals.benchmarks.formats.base import SPLITS, Direction
from evals.benchmarks.report import Report, as_text, write_figures, write_report

Advance = Callable[[str, int, int], None]
SYSTEMS = ("ours", "dense", "words", "stock")


class HasDirection(Protocol):
    """A result of a direction."""

    @property
    def direction(self) -> Direction:
        """What was asked of what."""
        ...


Found = TypeVar("Found", bound=HasDirection)


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``benchmark`` with a command for each benchmark."""
    benchmark = commands.add_parser(
        "benchmark", help="public benchmarks, speed, size and broken files"
    )
    names = benchmark.add_subparsers(required=True, metavar="NAME")
    for name, known in FORMATS.items():
        command = names.add_parser(name, help=known.summary, description=known.summary)
        command.add_argument("path", type=Path, help=known.path)
        add_public(command, retrieval=known.retrieval is not None)
        command.set_defaults(benchmark=run_public, name=name)
    speed = names.add_parser("speed", help="time and memory, beside a stock pipeline")
    speed.add_argument("path", type=Path, help="a folder of text files, or XQuAD's folder")
    speed.add_argument("--repeats", type=positive, default=3, help="fresh processes each (3)")
    speed.set_defaults(benchmark=run_speed)
    scale = names.add_parser("scale", help="a library of many sentences")
    scale.add_argument("--sentences", type=sizes, default=(1_000, 10_000, 100_000))
    scale.add_argument("--real", action="store_true", help="embed every sentence (slow)")
    scale.set_defaults(benchmark=run_scale)
    files = names.add_parser("files", help="what becomes of files, also of mutated ones")
    files.add_argument("path", type=Path, help="a folder of documents")
    files.add_argument("--mutations", type=natural, default=200, help="mutated copies (200)")
    files.add_argument("--seed", type=natural, default=1, help="another gives other copies (1)")
    files.set_defaults(benchmark=run_files)
    for command in names.choices.values():
        command.add_argument(
            "--write-figures", action="store_true", help="put the table into docs/benchmarks.md"
        )
        command.set_defaults(run=run_benchmark)


def add_public(command: argparse.ArgumentParser, *, retrieval: bool) -> None:
    """Add what public benchmarks can be told."""
    if retrieval:
        command.add_argument("--systems", type=systems, default=SYSTEMS, help=",".join(SYSTEMS))
        command.add_argument(
            "--answers", action="store_true", help="ask the assistant, instead of ranking texts"
        )
        command.add_argument(
            "--given",
            action="store_true",
            help="as --answers, each question over the text that its makers give with it",
        )
    command.add_argument("--split", choices=SPLITS, default="all", help="which questions (all)")
    command.add_argument("--limit", type=positive, help="the first so many questions, for a try")
    command.add_argument(
        "--contexts", type=positive, help="about so many texts, for a try with a large collection"
    )
    command.add_argument("--home", type=Path, help="keep the libraries here, to use them again")


def run_benchmark(arguments: argparse.Namespace) -> int:
    """Run one benchmark, print its table and write its files."""
    run: Callable[[argparse.Namespace, Advance], Report] = arguments.benchmark
    with progress() as advance:
        report = run(arguments, advance)
    print(as_text(report))  # noqa: T201
    print(f"All figures are in {write_report(report)}")  # noqa: T201
    if arguments.write_figures:
        write_figures(report)
    return 0


def run_public(arguments: argparse.Namespace, advance: Advance) -> Report:
    """Rank the texts of a public benchmark, or ask the assistant about them."""
    from evals.benchmarks import answers, retrieval
    from evals.benchmarks.libraries import Choice

    name, known = arguments.name, FORMATS[arguments.name]
    choice = Choice(arguments.split, arguments.limit, arguments.contexts, arguments.home)
    collections = known.load(arguments.path)
    directions = known.directions(collections)
    if known.retrieval and not (arguments.answers or arguments.given):
        ranked = retrieval.run(collections, directions, arguments.systems, choice, advance)
        return retrieval.report_of(name, in_order(ranked, directions), choice, known.retrieval)
    given = not known.retrieval or arguments.given
    asked = answers.run(collections, directions, choice, advance, given=given)
    title = f"{name}-given" if given else f"{name}-answers"
    return answers.report_of(title, in_order(asked, directions), choice, known.answers, given=given)


def in_order(results: Iterable[Found], directions: Sequence[Direction]) -> list[Found]:
    """Return results by direction: those over the same texts were asked together."""
    return sorted(results, key=lambda result: directions.index(result.direction))


def run_speed(arguments: argparse.Namespace, advance: Advance) -> Report:
    """Time both pipelines in fresh processes."""
    from evals.benchmarks.speed import speed

    return speed(arguments.path, arguments.repeats, advance)


def run_scale(arguments: argparse.Namespace, advance: Advance) -> Report:
    """Measure libraries of growing size."""
    from evals.benchmarks.scale import scale

    return scale(arguments.sentences, real=arguments.real, advance=advance)


def run_files(arguments: argparse.Namespace, advance: Advance) -> Report:
    """Read files and mutated copies of them."""
    from evals.benchmarks.files import files

    return files(arguments.path, arguments.mutations, arguments.seed, advance)


def systems(given: str) -> tuple[str, ...]:
    """Return what a list of systems names."""
    found = tuple(given.split(","))
    if unknown := set(found) - set(SYSTEMS):
        raise argparse.ArgumentTypeError(f"{', '.join(sorted(unknown))} is none of {SYSTEMS}")
    return found


def sizes(given: str) -> tuple[int, ...]:
    """Return a list of numbers of sentences."""
    return tuple(positive(each) for each in given.split(","))


def positive(given: str) -> int:
    """Return a whole number above zero."""
    if not given.isdigit() or not int(given):
        raise argparse.ArgumentTypeError(f"{given!r} is not a whole number above zero")
    return int(given)


def natural(given: str) -> int:
    """Return a whole number, zero or above."""
    if not (given.isascii() and given.isdigit()):
        raise argparse.ArgumentTypeError(f"{given!r} is not a whole number")
    return int(given)


@contextmanager
def progress() -> Iterator[Advance]:
    """Show what is being done: a bar on a terminal, else a line a step, on standard error."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task("")
        shown: list[str] = []

        def advance(title: str, done: int, total: int) -> None:
            if shown[-1:] != [title]:
                shown.append(title)
                if not console.is_terminal:
                    print(title, file=sys.stderr, flush=True)  # noqa: T201
            bars.update(task, description=title, completed=done, total=total or None)

        yield advance
