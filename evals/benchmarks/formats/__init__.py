"""Public benchmarks, one file each; ``FORMATS`` says by which name each is called."""

from evals.benchmarks.formats import (
    clapnq,
    doc2dial,
    financebench,
    mlqa,
    rgb,
    squad,
    timeqa,
    xquad,
)

FORMATS = {
    "squad": squad.FORMAT,
    "xquad": xquad.FORMAT,
    "mlqa-r": mlqa.FORMAT,
    "clapnq": clapnq.FORMAT,
    "timeqa": timeqa.FORMAT,
    "doc2dial": doc2dial.FORMAT,
    "financebench": financebench.FORMAT,
    "rgb": rgb.FORMAT,
}
