"""Runs a command and writes its time and memory: ``launcher.py RESULT COMMAND...``.

The kernel starts the peak of a process from the memory of the one that started it. This one is
small, so that a caller that has loaded a model does not count. It is run as a file, not as a
module, and imports the standard library alone.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    start = time.perf_counter()
    status = subprocess.run(sys.argv[2:], check=False).returncode
    wall = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    found = {"status": status, "wall_s": wall, "peak_mb": peak}
    Path(sys.argv[1]).write_text(json.dumps(found), encoding="utf-8")
