"""Calls of a chat model with limits on time, length and number, and one kind of fault.

LangChain's asynchronous streams can be cancelled for good at any moment, synchronous ones only
where they yield, which a silent server never lets them do. So every call runs as a task of one
event loop in a thread of its own, and hands its text over a queue.
"""

import asyncio
import queue
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import aclosing
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from assistant.answerers.base import AnswererFault
from assistant.answerers.breaker import Breaker
from assistant.leaving import until_left

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk

CHARACTERS_PER_TOKEN = 16
"""More than any tokenizer puts into a token on average: a server that goes on does not count."""
GRACE_SECONDS = 5.0
PASSING = {408, 409, 425, 429}
# How providers say that a reply is whole; any other reason, or none, means that it is not.
REASONS = ("finish_reason", "stop_reason", "done_reason")
WHOLE = {"stop", "end_turn", "stop_sequence", "eos", "eos_token"}

Put = Callable[[str], None]
STARTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class CallLimits:
    """What a call may take: seconds, tokens of a reply, and calls at once.

    ``wait`` is how long a call may wait for its turn.
    """

    silence: float = 20.0
    max_tokens: int = 1024
    calls: int = 8
    wait: float = 2.0


class ModelCalls:
    """Asks a chat model; safe to use from several threads."""

    def __init__(
        self, model: "BaseChatModel", limits: CallLimits, breaker: Breaker | None = None
    ) -> None:
        self.model = model
        self.limits = limits
        self.breaker = breaker or Breaker()
        self.places = threading.BoundedSemaphore(limits.calls)

    def stream(
        self, messages: Sequence[tuple[str, str]], *, seconds: float
    ) -> Generator[str, None, None]:
        """Yield the text of a reply as it comes.

        It ends without a fault only when the reply is whole. Raises ``AnswererFault`` for any
        fault of the model, after ``seconds`` at the latest; a caller that stops or leaves earlier
        ends the call with it.
        """
        if not self.places.acquire(timeout=min(self.limits.wait, seconds)):
            raise AnswererFault(f"{self.limits.calls} calls are running already")
        if not self.breaker.allows():
            self.places.release()
            raise AnswererFault("it failed again and again and is left alone for a while")
        received: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        call = asyncio.run_coroutine_threadsafe(
            self.receive(list(messages), received.put, seconds), background_loop()
        )
        call.add_done_callback(lambda _: self.places.release())
        call.add_done_callback(lambda _: received.put(None))
        heard = False
        try:
            with until_left(call.cancel):
                for text in until_none(received, seconds + GRACE_SECONDS):
                    heard = True
                    yield text
            call.result(timeout=0)
        except GeneratorExit:
            self.breaker.worked() if heard else self.breaker.left()
            raise
        except CancelledError as exc:
            self.breaker.worked() if heard else self.breaker.left()
            raise AnswererFault("nobody waits for its reply any more") from exc
        except AnswererFault:
            # The server did reply; that the reply is of no use is not its fault.
            self.breaker.worked()
            raise
        except Exception as exc:
            self.breaker.failed()
            raise fault_of(exc) from exc
        else:
            self.breaker.worked()
        finally:
            call.cancel()

    async def receive(self, messages: list[tuple[str, str]], put: Put, seconds: float) -> None:
        """Hand the text of a reply over as it comes; raises when the reply is not whole."""
        most = CHARACTERS_PER_TOKEN * self.limits.max_tokens
        reason = ""
        # What LangChain calls an iterator is a generator, which holds the connection.
        stream = cast("AsyncGenerator[BaseMessageChunk]", self.model.astream(messages))
        async with asyncio.timeout(seconds), aclosing(stream) as reply:
            while (chunk := await self.following(reply)) is not None:
                reason = reason_of(chunk) or reason
                text = str(chunk.text)
                most -= len(text)
                if most < 0:
                    raise AnswererFault("its reply has no end")
                if text:
                    put(text)
        if not reason:
            raise ConnectionResetError("the reply was cut off")
        if reason not in WHOLE:
            raise AnswererFault("its reply is not whole")

    async def following(
        self, reply: "AsyncIterator[BaseMessageChunk]"
    ) -> "BaseMessageChunk | None":
        """Return the next part of a reply, ``None`` at its end; raises ``TimeoutError``."""
        async with asyncio.timeout(self.limits.silence):
            return await anext(reply, None)


def reason_of(chunk: "BaseMessageChunk") -> str:
    """Return why a reply ended, in small letters; empty when a part does not say."""
    said = (chunk.response_metadata.get(name) for name in REASONS)
    return next((str(reason).lower() for reason in said if reason), "")


def until_none(received: "queue.SimpleQueue[str | None]", seconds: float) -> Iterator[str]:
    """Yield what is received until the end; raises ``queue.Empty`` when nothing comes at all."""
    while (text := received.get(timeout=seconds)) is not None:
        yield text


def fault_of(exc: Exception) -> AnswererFault:
    """Return what a provider raised as a fault of ours.

    Only its kind and status are kept: the text may repeat the key or the question.
    """
    from langchain_core.exceptions import ModelError, ModelTimeoutError

    if isinstance(exc, TimeoutError | queue.Empty | ModelTimeoutError):
        return AnswererFault("it took too long")
    kind = type(exc).__name__
    # Google's errors have their status as ``code``, which with others is a word.
    for status in (getattr(exc, "status_code", None), getattr(exc, "code", None)):
        if isinstance(status, int):
            passing = status in PASSING or status >= 500
            return AnswererFault(f"its server answered {int(status)} ({kind})", passing=passing)
    if isinstance(exc, ModelError):
        return AnswererFault(f"it cannot be asked ({kind})", passing=exc.is_retryable)
    # Some providers let the errors of their HTTP client through.
    broken = isinstance(exc, OSError) or type(exc).__module__.startswith("httpx")
    return AnswererFault(f"it cannot be asked ({kind})", passing=broken)


def background_loop() -> asyncio.AbstractEventLoop:
    """Return the event loop on which all calls run, started with the first one.

    Providers share connections between models, and a connection lives on one loop.
    """
    with STARTING:
        return start_loop()


@cache
def start_loop() -> asyncio.AbstractEventLoop:
    """Start an event loop in a thread that ends with the process."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat model calls", daemon=True).start()
    return loop
