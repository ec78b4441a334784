"""The errors of the evaluations; each message is meant for the person who started them.

EvalFault
├── BadCase         a question file that cannot be used (``cases.py``)
├── BadSettings     something that was asked for does not exist
├── BadRun          a folder that is no run, or a run that does not fit
├── RemoteFault     the server that is to be asked cannot be asked
└── BenchmarkFault  a public benchmark cannot be run (``benchmarks/errors.py``)
"""


class EvalFault(Exception):
    """Something went wrong; the message says what, and what to do."""


class BadSettings(EvalFault):
    """Something that was asked for does not exist."""


class BadRun(EvalFault):
    """A folder that is no run, or a run that does not fit."""


class RemoteFault(EvalFault):
    """The server cannot be asked; the message says why."""
