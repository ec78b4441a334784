"""What can go wrong in a benchmark, each with a message that says what to do."""

from evals.errors import EvalFault


class BenchmarkFault(EvalFault):
    """A benchmark that cannot be run; the message says why in one line."""


class BadBenchmark(BenchmarkFault):
    """A file of questions that cannot be used."""


class MissingExtra(BenchmarkFault):
    """A package that only the benchmarks need is not installed."""

    def __init__(self, cause: ImportError) -> None:
        super().__init__(
            f"the benchmarks need {cause.name}: pip install policy-assistant[benchmark]"
        )
