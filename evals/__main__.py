"""Measures the assistant: ``python -m evals run``, ``compare``, ``validate`` and others."""

import argparse
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from evals.benchmarks.commands import add_parser
from evals.cases import SETS, load_cases
from evals.errors import EvalFault
from evals.local import CORPUS, EXTRACTIVE
from evals.runs import RESULTS
from knowledge import KnowledgeError


def main() -> int:
    """Run one command; return the exit status."""
    arguments = parser().parse_args()
    run: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return run(arguments)
    except (EvalFault, KnowledgeError) as exc:
        print(f"error: {exc}", file=sys.stderr)  # noqa: T201
        return 1
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)  # noqa: T201
        return 130


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = found.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="ask every question of a split and score the answers")
    run.add_argument(
        "--split",
        default="report",
        help="tune, report, originals-tune, originals-report (report)",
    )
    run.add_argument("--url", help="ask a running server in the place of the assistant here")
    run.add_argument(
        "--systems",
        type=lambda given: tuple(given.split(",")),
        default=("ours",),
        help="ours, and beside it stock and words, with commas (ours)",
    )
    run.add_argument(
        "--answerer",
        default=EXTRACTIVE,
        help=f"what makes the answers: {EXTRACTIVE}, or MODULE:NAME ({EXTRACTIVE})",
    )
    run.add_argument(
        "--results", type=Path, default=RESULTS, help="where the run's folder goes (evals/results)"
    )
    run.add_argument("--gate", action="store_true", help="fail below the floors of floors.toml")
    run.add_argument(
        "--write-figures", action="store_true", help="put the figures into docs/evaluation.md"
    )
    run.set_defaults(run=run_split)
    score = commands.add_parser("score", help="score the answers of a run again, asking nothing")
    score.add_argument("folder", type=Path, help="a folder in evals/results")
    score.set_defaults(run=run_score)
    compare = commands.add_parser("compare", help="compare two runs; exit 1 on a significant loss")
    compare.add_argument("before", type=Path, help="a folder in evals/results, or SYSTEM in it")
    compare.add_argument("after", type=Path, help="another")
    compare.set_defaults(run=run_compare)
    validate = commands.add_parser("validate", help="check the questions against the documents")
    validate.add_argument(
        "--questions",
        choices=tuple(SETS),
        default="shipped",
        help="which set: originals is about texts that do not ship, name their folder (shipped)",
    )
    validate.set_defaults(run=run_validate)
    tune = commands.add_parser("tune", help="try weights and thresholds on the tune questions")
    tune.set_defaults(run=run_tuning)
    for command in (run, validate, tune):
        command.add_argument(
            "--corpus", type=Path, default=CORPUS, help="the documents to ask (the shipped ones)"
        )
    judge = commands.add_parser("judge", help="let a chat model judge a run; advisory only")
    judge.add_argument("folder", type=Path, help="a folder in evals/results, or SYSTEM in it")
    judge.add_argument("--model", required=True, help="PROVIDER:NAME, as LangChain names models")
    judge.add_argument("--limit", type=int, help="judge only the first answers")
    judge.set_defaults(run=run_judge)
    add_parser(commands)
    return found


def run_split(arguments: argparse.Namespace) -> int:
    """Ask, score, write the run and print its totals; exit 1 below a floor."""
    from evals.documentation import check_plan, write_figures
    from evals.evaluate import Plan, evaluate
    from evals.gate import load_floors
    from evals.table import as_table

    plan = Plan(
        split=arguments.split,
        systems=arguments.systems,
        corpus=arguments.corpus,
        url=arguments.url,
        answerer=arguments.answerer,
        results=arguments.results,
    )
    if arguments.write_figures:
        check_plan(plan)
    found = evaluate(plan, progress, load_floors() if arguments.gate else None)
    print(as_table(found.summaries))  # noqa: T201
    if found.comparison:
        lost = ", ".join(each.metric for each in found.comparison.losses)
        print(  # noqa: T201
            f"Against {found.compared_with}: {len(found.comparison.broken)} no longer right, "
            f"{len(found.comparison.mended)} now right; significant losses: {lost or 'none'}"
        )
    print(f"Every question and answer is in {found.folder / 'report.html'}")  # noqa: T201
    if arguments.write_figures:
        write_figures(found)
    for line in found.failures:
        print(f"below its floor: {line}", file=sys.stderr)  # noqa: T201
    return 1 if found.failures else 0


def run_score(arguments: argparse.Namespace) -> int:
    """Score a run again and print its totals."""
    from evals.evaluate import score_run
    from evals.table import as_table

    found = score_run(arguments.folder)
    print(as_table(found.summaries))  # noqa: T201
    return 0


def run_compare(arguments: argparse.Namespace) -> int:
    """Print how two runs differ; exit 1 when the second is significantly worse."""
    from evals.comparison import as_lines
    from evals.evaluate import compare_runs

    found = compare_runs(arguments.before, arguments.after)
    print("\n".join(as_lines(found)))  # noqa: T201
    return 1 if found.losses else 0


def run_validate(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the questions, or what they are; exit 1 on a problem."""
    from evals.local import corpus_of, open_index
    from evals.texts import check_texts
    from evals.validation import census, problems
    from knowledge import open_library

    splits = {split: load_cases(split) for split in SETS[arguments.questions]}
    with progress("Indexing") as advance:
        settings = open_index(arguments.corpus, advance)
    library = open_library(settings)
    corpus = corpus_of(library)
    library.close()
    for split in splits:
        check_texts(split, corpus.documents, arguments.corpus)
    found = problems(splits, corpus, every_figure=arguments.questions == "shipped")
    print("\n".join(census(splits)))  # noqa: T201
    for problem in found:
        print(problem, file=sys.stderr)  # noqa: T201
    print(f"{len(found)} problem(s)")  # noqa: T201
    return 1 if found else 0


def run_tuning(arguments: argparse.Namespace) -> int:
    """Print the best settings found and what each step gained."""
    from evals.local import open_index, open_local
    from evals.tuning import tune

    with progress("Indexing") as advance:
        settings = open_index(arguments.corpus, advance)
    with progress("Trying") as advance:
        lines = tune(open_local(settings).assistant, load_cases("tune"), advance)
    print("\n".join(lines))  # noqa: T201
    return 0


def run_judge(arguments: argparse.Namespace) -> int:
    """Let a chat model judge the answers of a run and print its shares."""
    from evals.judge import judge_run

    with progress("Judging") as advance:
        lines = judge_run(arguments.folder, arguments.model, arguments.limit, advance)
    print("\n".join(lines))  # noqa: T201
    return 0


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
