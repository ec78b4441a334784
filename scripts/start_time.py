"""Measures how long `make run` takes until the page is ready, and the page until it is drawn.

Each run starts a server of its own, with the index of ASSISTANT_HOME, and stops it again:

    .venv/bin/python scripts/start_time.py --runs 5 --chromium /usr/bin/chromium
"""

import argparse
import os
import signal
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

PROJECT = Path(__file__).parents[1]
LONGEST = 120.0
# When the browser drew the first text or picture, in milliseconds from the start of loading.
FIRST_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def main() -> int:
    """Measure, print each run and the medians; return the exit status."""
    arguments = parser().parse_args()
    ready: list[float] = []
    paints: list[float] = []
    for number in range(1, arguments.runs + 1):
        start = time.perf_counter()
        with running() as address:
            wait_until_ready(address)
            ready.append(time.perf_counter() - start)
            line = f"run {number}: ready after {ready[-1]:.2f} s"
            if arguments.chromium:
                paints.append(first_paint(address, arguments.chromium))
                line += f", first paint after {paints[-1]:.2f} s"
            print(line, flush=True)
    print(told("make run to a ready page", ready))
    if paints:
        print(told("first paint of the public page", paints))
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    found.add_argument("--runs", type=int, default=5, help="how often (default: 5)")
    found.add_argument("--chromium", metavar="PATH", help="a browser, to measure the first paint")
    return found


def told(what: str, seconds: Sequence[float]) -> str:
    """Return the median and the longest of some times as a line."""
    return f"{what}: median {statistics.median(seconds):.2f} s, longest {max(seconds):.2f} s"


@contextmanager
def running() -> Iterator[str]:
    """Run ``make run`` on a free port; yield the address; stop all that it started."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        ["make", "--silent", "run"],
        cwd=PROJECT,
        env={**os.environ, "HOST": "127.0.0.1", "PORT": str(port)},
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.wait(timeout=LONGEST)


def wait_until_ready(address: str) -> None:
    """Return once the server says that it is ready; raises ``TimeoutError``."""
    give_up = time.monotonic() + LONGEST
    while time.monotonic() < give_up:
        try:
            if httpx.get(f"{address}/readyz", timeout=LONGEST).status_code == httpx.codes.OK:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} was not ready within {LONGEST:.0f} s")


def first_paint(address: str, chromium: str) -> float:
    """Return the seconds until a new browser has drawn the first content of the page."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(address, wait_until="load")
        milliseconds = page.wait_for_function(FIRST_PAINT).json_value()
        browser.close()
    return float(milliseconds) / 1000


if __name__ == "__main__":
    sys.exit(main())
