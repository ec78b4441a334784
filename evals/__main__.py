"""Measures the assistant: ``python -m evals run``, ``tune`` and ``benchmark``."""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.benchmarks.commands import add_parser
from evals.benchmarks.errors import BenchmarkFault
from evals.cases import BadCase, load_cases
from evals.remote import RemoteAssistant, RemoteFault
from evals.runs import Asks, run_cases, summary, write_run
from evals.table import as_table
from knowledge import DamagedSnapshot, KnowledgeError, LibrarySettings, sync_folder

CORPUS = Path(__file__).parents[1] / "knowledge" / "corpus"


def main() -> int:
    """Run one command; return the exit status."""
    arguments = parser().parse_args()
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except (BadCase, BenchmarkFault, KnowledgeError, RemoteFault) as exc:
        print(f"error: {exc}", file=sys.stderr)  # noqa: T201
        return 1


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = found.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="ask every question of a split and score the answers")
    run.add_argument("--split", default="report", help="tune or report (report)")
    run.add_argument("--url", help="ask a running server instead of the assistant itself")
    run.set_defaults(run=run_split)
    tune = commands.add_parser("tune", help="try weights and thresholds on the tune questions")
    tune.set_defaults(run=run_tuning)
    for command in (run, tune):
        command.add_argument(
            "--corpus", type=Path, default=CORPUS, help="the documents to ask (the shipped ones)"
        )
    add_parser(commands)
    return found


def run_split(arguments: argparse.Namespace) -> int:
    """Ask, score, write the run and print its totals."""
    cases = load_cases(arguments.split)
    asked: Asks = (
        RemoteAssistant(arguments.url) if arguments.url else local_assistant(arguments.corpus)
    )
    with progress("Asking") as advance:
        rows = run_cases(asked, cases, advance)
    config = {
        "split": arguments.split,
        "asked": arguments.url or str(arguments.corpus),
    }
    folder = write_run(rows, config)
    print(as_table(summary(rows)))  # noqa: T201
    print(f"Every question and answer is in {folder}")  # noqa: T201
    return 0


def run_tuning(arguments: argparse.Namespace) -> int:
    """Print the best settings found and what each step gained."""
    from evals.tuning import tune

    cases = load_cases("tune")
    with progress("Trying") as advance:
        lines = tune(local_assistant(arguments.corpus), cases, advance)
    print("\n".join(lines))  # noqa: T201
    return 0


def local_assistant(corpus: Path):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the assistant over an index of its own of some documents.

    The index is kept from run to run; one that cannot be used any more is made anew.
    """
    from assistant.assistant import build_assistant

    name = "-".join(corpus.resolve().parts[-2:])
    settings = LibrarySettings(home=LibrarySettings().home / "evals" / name)
    with progress("Indexing") as advance:

        def index() -> None:
            sync_folder(settings, corpus, advance=lambda stage, done, total: advance(done, total))

        try:
            index()
        except DamagedSnapshot:
            shutil.rmtree(settings.home)
            index()
    return build_assistant(settings)


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """Show a bar while a terminal watches, and nothing else otherwise."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as bars:
        task = bars.add_task(title, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


if __name__ == "__main__":
    sys.exit(main())
