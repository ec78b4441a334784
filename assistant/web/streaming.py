"""An answer as server-sent events: each statement once it has been checked, then the whole.

The format is that of the HTML standard [1]. FastAPI writes it, sends a comment every 15 seconds
in which nothing is said, and asks proxies not to buffer.

[1] https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import json
import logging
from collections.abc import AsyncGenerator, Iterator
from typing import Any

from anyio import to_thread
from fastapi.sse import ServerSentEvent

from assistant.contract import answer_object, error_object, part_object
from assistant.errors import AssistantError
from assistant.leaving import CALLER, Caller
from assistant.types import Answer, Part

logger = logging.getLogger(__name__)

BROKEN = "the answer could not be prepared because of a fault of the server; ask again later."


async def events_of(parts: Iterator[Part | Answer]) -> AsyncGenerator[ServerSentEvent, None]:
    """Yield ``statement`` for each part and ``answer`` at last, or ``error`` where it breaks.

    Whoever stops before the end, as a client does that goes away, ends the work on the answer
    with it, also while that waits for a chat model.
    """
    caller = Caller()
    CALLER.set(caller)
    try:
        # What is given up must not be waited for: it ends by itself, in its thread.
        while part := await to_thread.run_sync(next, parts, None, abandon_on_cancel=True):
            yield event_of(part)
    except AssistantError as exc:
        yield event("error", error_object(str(exc)))
    except Exception:
        # The status has been sent: without an event the client would see a broken connection.
        logger.exception("a streamed answer broke off")
        yield event("error", error_object(BROKEN))
    finally:
        caller.leave()


def event_of(part: Part | Answer) -> ServerSentEvent:
    """Return the event of a part or of the whole answer."""
    if isinstance(part, Answer):
        return event("answer", answer_object(part))
    return event("statement", part_object(part))


def event(name: str, data: dict[str, Any]) -> ServerSentEvent:
    """Return an event with JSON, written as the other routes write it."""
    return ServerSentEvent(event=name, raw_data=json.dumps(data, ensure_ascii=False))
