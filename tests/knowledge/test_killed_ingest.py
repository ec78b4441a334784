"""An ingest that is killed at any moment harms nothing, and is made up for by running it again.

``KILLS=100`` in the environment kills it a hundred times instead of eight.
"""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from knowledge import snapshots
from tests.knowledge.homes import contents, folders, opened, query

KILLS = int(os.environ.get("KILLS", "8"))
SEED = 20010203
QUESTIONS = ("red boats", "rain on the bridge", "a blue lamp", "apples of the harbour", "What?")
ROOT = Path(__file__).parent.parent.parent
INGEST = """
import sys
from pathlib import Path
from knowledge import LibrarySettings, add_documents, building
from tests.fakes import compile_fake

building.compile_model = compile_fake
home, model, *paths = sys.argv[1:]
settings = LibrarySettings(home=home, embedding_model=model)
add_documents(settings, [Path(path) for path in paths])
"""


@pytest.fixture
def documents(write):
    """Documents to add to the two that are there."""
    things = ("boat", "lamp", "apple", "harbour", "bridge", "river")
    return [
        write(
            f"{colour}.md",
            "\n\n".join(f"The {colour} {thing} is number {row}. It rained." for thing in things),
        )
        for row, colour in enumerate(("red", "green", "blue"))
    ]


@pytest.fixture
def start(fake_model, documents):
    """Start an ingest of the documents into a home; what still runs at the end is ended."""
    started = []

    def start(home):
        process = subprocess.Popen(
            [sys.executable, "-c", INGEST, str(home), str(fake_model), *map(str, documents)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        # The process that verifies outlives the one that started it.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def to_the_end(process):
    """Wait for an ingest and return how many seconds it took."""
    begin = time.monotonic()
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()
    return time.monotonic() - begin


def kill_after(process, seconds):
    """Kill an ingest at a moment, if it has not ended by then."""
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    assert process.poll() in (None, 0), process.stderr.read().decode()
    process.kill()
    process.wait()


def answers(settings):
    """Return what the questions find: the sentences with their scores."""
    with opened(settings) as library:
        return [
            [(hit.text, hit.document.id, hit.score) for hit in library.search(query(question))]
            for question in QUESTIONS
        ]


def everything(home):
    """Return all that is in the published index, to be compared."""
    found = contents(home)
    arrays = (found.passage_vectors, found.sentence_vectors)
    return found.documents, found.passages, *(np.asarray(array).tolist() for array in arrays)


def test_a_killed_ingest_leaves_the_old_index_and_running_it_again_gives_a_clean_one(
    settings, two_indexes, start, tmp_path
):
    def at(home):
        return settings.model_copy(update={"home": home})

    clean = shutil.copytree(two_indexes, tmp_path / "clean")
    old = answers(at(clean))
    duration = to_the_end(start(clean))
    new = answers(at(clean))
    chance = random.Random(SEED)
    served = []
    home = shutil.copytree(two_indexes, tmp_path / "home")
    for number in range(KILLS):
        kill_after(start(home), duration * (number + chance.random()) / KILLS)

        found = answers(at(home))
        assert found in (old, new)
        served.append(found)
        if found == new:
            home = shutil.copytree(two_indexes, tmp_path / f"home-{number}")

    to_the_end(start(home))

    assert old in served
    assert answers(at(home)) == new
    assert everything(home) == everything(clean)
    assert folders(home) == [folder.name for folder in snapshots.kept(home)]
