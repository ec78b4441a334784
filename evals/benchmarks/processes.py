"""Fresh processes, with the time they take and the memory of the largest of them."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from evals.benchmarks.errors import BenchmarkFault

ROOT = Path(__file__).parents[2]
LAUNCHER = Path(__file__).with_name("launcher.py")


@dataclass(frozen=True, slots=True)
class Measured:
    """What a process took: seconds from start to end, and peak memory in MB.

    ``peak_mb`` is that of its largest process, itself or one that it started and waited for.
    """

    wall_s: float
    peak_mb: float
    output: str

    def figures(self) -> dict[str, Any]:
        """Return the JSON object on the last line of the output."""
        found: dict[str, Any] = json.loads(self.output.strip().splitlines()[-1])
        return found


def measure(arguments: Sequence[str], home: Path | None = None) -> Measured:
    """Run ``python ARGUMENTS...`` to its end; raises ``BenchmarkFault`` when it fails."""
    with TemporaryDirectory() as folder:
        result = Path(folder) / "result.json"
        launched = [sys.executable, str(LAUNCHER), str(result), sys.executable, *arguments]
        done = subprocess.run(
            launched, cwd=ROOT, env=environment(home), capture_output=True, text=True, check=False
        )
        found = json.loads(result.read_text(encoding="utf-8")) if result.is_file() else {}
    if done.returncode or found.get("status") != 0:
        said = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise BenchmarkFault(f"python {' '.join(arguments[:3])} failed: {said[0]}")
    return Measured(found["wall_s"], found["peak_mb"], done.stdout)


def environment(home: Path | None) -> dict[str, str]:
    """Return the environment of a trial: the library it uses, and no talk to the network."""
    found = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    found |= {"ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"}
    if home:
        found["ASSISTANT_HOME"] = str(home)
    return found


def trial(name: str, *given: object) -> Measured:
    """Run one of the trials in ``trials.py``."""
    return measure(["-m", "evals.benchmarks.trials", name, *map(str, given)])
