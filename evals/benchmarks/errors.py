"""What can go wrong in a benchmark, each with a message that says what to do."""

from evals.errors import EvalFault


class BenchmarkFault(EvalFault):
    """A benchmark that cannot be run; the message says why in one line."""


class BadBenchmark(BenchmarkFault):
    """A file of questions that cannot be used."""


class MissingExtra(BenchmarkFault):
    """A package that only evaluations and benchmarks need is not installed."""

    def __init__(self, cause: ImportError) -> None:
        super().__init__(
            f"{cause.name} is not installed, which measuring needs: make setup-evals, or "
            "pip install '.[benchmark]'"
        )


def require(*packages: str) -> None:
    """Raise ``MissingExtra`` for a package that is not installed, before work is done in vain."""
    from importlib.util import find_spec

    for package in packages:
        if find_spec(package) is None:
            raise MissingExtra(ImportError(name=package))
