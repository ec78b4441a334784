"""A quick start: Gradio imported without its stubs, and no garbage looked for until it is over."""

import gc
import inspect
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn


class Server(uvicorn.Server):
    """A server that collects garbage once it is ready, and not among what is there by then.

    Looking through the million objects of the libraries and the index takes 0.4 s: again and again
    at the start, a fifth of it, and later in the middle of an answer (``gc.freeze``, Python's
    documentation).
    """

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving: the application, with its index, is ready before."""
        await super().startup(sockets)
        gc.freeze()
        gc.enable()


def import_gradio() -> None:
    """Import Gradio in half of the time that it takes otherwise.

    For each of its 80 components it parses its own source twice and compares the result with a
    ``.pyi`` beside it (``gradio.component_meta.create_or_modify_pyi``), which no server needs and
    which would write into the installed packages. It leaves out components without a source file.
    """
    with components_without_source():
        import gradio  # noqa: F401


@contextmanager
def components_without_source() -> Iterator[None]:
    """Let ``inspect`` find no file for Gradio's components; all else is found as ever."""
    found = inspect.getfile

    def getfile(object: Any) -> str:  # noqa: ANN401
        if type(object).__name__ == "ComponentMeta":
            raise OSError("left out, so that no stub is made")
        return found(object)

    inspect.getfile = getfile
    try:
        yield
    finally:
        inspect.getfile = found
