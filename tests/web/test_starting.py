"""What makes a start quick takes nothing away from what runs afterwards."""

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import uvicorn

from assistant.web.starting import Server

ROOT = Path(__file__).parents[2]
IMPORT = """
import inspect, pathlib
from assistant.web.starting import import_gradio
before, read_text = inspect.getfile, pathlib.Path.read_text
def noted(path, *args, **kwargs):
    assert "components" not in path.parts, f"a stub is made of {path}"
    return read_text(path, *args, **kwargs)
pathlib.Path.read_text = noted
import_gradio()
import gradio
print(gradio.Textbox.__name__, inspect.getfile is before)
"""


@pytest.fixture
def without_collecting() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def test_no_stubs_for_editors_are_written_into_the_installed_packages() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.stdout.split() == ["Textbox", "True"], done.stderr


@pytest.mark.usefixtures("without_collecting")
def test_garbage_is_collected_again_once_the_application_has_started() -> None:
    collecting = []

    async def application(scope, receive, send):  # type: ignore[no-untyped-def]
        await receive()
        collecting.append(gc.isenabled())
        await send({"type": "lifespan.startup.complete"})

    async def start() -> None:
        server = Server(uvicorn.Config(application, lifespan="on", port=0, log_config=None))
        server.config.load()
        server.lifespan = server.config.lifespan_class(server.config)
        await server.startup()
        for each in server.servers:
            each.close()

    with ThreadPoolExecutor(1) as aside:  # a browser's own loop may run in this thread
        aside.submit(asyncio.run, start()).result()

    assert collecting == [False]
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
