"""Asks a running server as many people at once would, through the page's own protocol.

Three phases: people who ask and think for some minutes; hundreds of questions in one second; and
the memory of the server after 500 and after 5,000 questions. Run it on the server's own machine,
whose questions are not limited:

    .venv/bin/python scripts/load.py --pid PID_OF_THE_SERVER
"""

import argparse
import asyncio
import json
import random
import secrets
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import httpx

QUESTIONS = Path(__file__).parents[1] / "evals" / "questions" / "tune.jsonl"
LONGEST = 60.0


@dataclass
class Told:
    """What became of the questions of a phase, in seconds from the press of a button."""

    first: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def line(self, name: str) -> str:
        """Return a phase as a line."""
        counted = ", ".join(f"{times} {outcome}" for outcome, times in self.outcomes.items())
        return (
            f"{name}: {counted}; first sign p50 {share(self.first, 50):.2f} s, p95 "
            f"{share(self.first, 95):.2f} s, max {max(self.first, default=0):.2f} s; whole p50 "
            f"{share(self.whole, 50):.2f} s, p95 {share(self.whole, 95):.2f} s, max "
            f"{max(self.whole, default=0):.2f} s"
        )


def share(times: Sequence[float], percent: int) -> float:
    """Return the time within which so many in a hundred are."""
    if len(times) < 2:
        return times[0] if times else 0.0
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


class Page:
    """One visitor with the page open."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.session = secrets.token_hex(6)
        self.ask_number = 0

    async def open(self) -> None:
        """Load the page and find out how it asks."""
        page = (await self.client.get("/")).raise_for_status().text
        config = json.loads(page.split("window.gradio_config = ")[1].split(";</script>")[0])
        self.ask_number = next(
            each["id"]
            for each in config["dependencies"]
            if "submit" in str(each["targets"]) and len(each["inputs"]) == 3
        )

    async def ask(self, question: str, told: Told) -> None:
        """Ask, and note when the page would show something, and what."""
        start = time.perf_counter()
        try:
            async with asyncio.timeout(LONGEST):
                outcome = await self.answer(question, told, start)
        except (httpx.HTTPError, TimeoutError) as exc:
            outcome = f"error ({type(exc).__name__})"
        told.outcomes[outcome] += 1
        told.whole.append(time.perf_counter() - start)

    async def answer(self, question: str, told: Told, start: float) -> str:
        """Return what became of a question."""
        body = {
            "data": [question, None, "en"],
            "fn_index": self.ask_number,
            "session_hash": self.session,
        }
        joined = await self.client.post("/gradio_api/queue/join", json=body)
        if joined.status_code == 503:
            told.first.append(time.perf_counter() - start)
            return "busy"
        if joined.status_code != 200:
            return f"error (status {joined.status_code})"
        shown, busy = False, False
        address = f"/gradio_api/queue/data?session_hash={self.session}"
        async with self.client.stream("GET", address) as events:
            async for line in events.aiter_lines():
                if not line.startswith("data: "):
                    continue
                event = json.loads(line[6:])
                busy = busy or 'data-kind=\\"warning' in line
                if event["msg"] in ("process_generating", "process_completed") and not shown:
                    shown = True
                    told.first.append(time.perf_counter() - start)
                if event["msg"] == "process_completed":
                    return "busy" if busy else "answered" if event["success"] else "error"
                if event["msg"] == "unexpected_error":
                    return "error"
        return "error (cut off)"


async def people(client: httpx.AsyncClient, given: argparse.Namespace, asked: list[str]) -> Told:
    """Let people ask and think until the time is over."""
    told, end = Told(), time.perf_counter() + given.minutes * 60

    async def person() -> None:
        page = Page(client)
        await page.open()
        await asyncio.sleep(random.uniform(0, given.think))
        while time.perf_counter() < end:
            await page.ask(random.choice(asked), told)
            await asyncio.sleep(random.uniform(0.5, 1.5) * given.think)

    await asyncio.gather(*(person() for _ in range(given.people)))
    return told


async def burst(client: httpx.AsyncClient, given: argparse.Namespace, asked: list[str]) -> Told:
    """Ask hundreds of questions within one second, each from a page of its own."""
    told, pages = Told(), [Page(client) for _ in range(given.burst)]
    await pages[0].open()
    for page in pages:
        page.ask_number = pages[0].ask_number

    async def one(page: Page) -> None:
        await asyncio.sleep(random.uniform(0, 1))
        await page.ask(random.choice(asked), told)

    await asyncio.gather(*map(one, pages))
    return told


async def until_normal(client: httpx.AsyncClient, asked: list[str]) -> float:
    """Return after how many seconds the page answers within one second again."""
    start = time.perf_counter()
    page = Page(client)
    await page.open()
    while True:
        told = Told()
        await page.ask(random.choice(asked), told)
        if told.outcomes["answered"] and told.whole[-1] < 1:
            return time.perf_counter() - start - told.whole[-1]


async def many(client: httpx.AsyncClient, count: int, asked: list[str]) -> Told:
    """Ask so many questions, four at a time, each four from new pages."""
    told = Told()
    for _ in range(count // 4):
        pages = [Page(client) for _ in range(4)]
        await pages[0].open()
        for page in pages:
            page.ask_number = pages[0].ask_number
        await asyncio.gather(*(page.ask(random.choice(asked), told) for page in pages))
    return told


def memory(pid: int) -> float:
    """Return what a process holds in memory, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


async def main() -> int:
    """Run the phases; return the exit status: 1 when a question ended in an error."""
    given = parser().parse_args()
    asked = [
        json.loads(line)["question"]
        for line in QUESTIONS.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    # The server closes idle connections after five seconds; a browser that meets that tries again.
    limits = httpx.Limits(max_connections=1000, keepalive_expiry=3)
    async with httpx.AsyncClient(base_url=given.url, timeout=LONGEST, limits=limits) as client:
        phases: list[Told] = []
        if given.minutes:
            phases.append(await people(client, given, asked))
            say(phases[-1].line(f"{given.people} people for {given.minutes:g} min"))
        if given.burst:
            phases.append(await burst(client, given, asked))
            say(phases[-1].line(f"{given.burst} questions in one second"))
            say(f"normal again after {await until_normal(client, asked):.1f} s")
        if given.questions and given.pid:
            phases.append(await many(client, 500, asked))
            first = memory(given.pid)
            phases.append(await many(client, given.questions - 500, asked))
            last = memory(given.pid)
            say(f"memory {first:.0f} MB after 500 questions, {last:.0f} MB after {given.questions}")
            say(f"that is {100 * (last / first - 1):+.1f} %")
    return int(any("error" in outcome for told in phases for outcome in told.outcomes))


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    found = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    found.add_argument("--url", default="http://127.0.0.1:7860")
    found.add_argument("--pid", type=int, help="the server's process, to look at its memory")
    found.add_argument("--people", type=int, default=50)
    found.add_argument("--think", type=float, default=5, help="seconds between their questions")
    found.add_argument("--minutes", type=float, default=5, help="0 leaves the phase out")
    found.add_argument("--burst", type=int, default=300, help="0 leaves the phase out")
    found.add_argument(
        "--questions", type=int, default=5000, help="for the memory; 0 leaves it out"
    )
    return found


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
