"""What providers raise becomes one kind of fault, which says no more than kind and status."""

from http import HTTPStatus

import pytest
from langchain_core.exceptions import (
    ModelAuthenticationError,
    ModelRateLimitError,
    ModelTimeoutError,
)

from assistant.answerers.model_calls import fault_of


class Status(Exception):
    """As the clients of OpenAI, Anthropic and Ollama raise it."""

    def __init__(self, status):
        super().__init__("your key sample-key and your question")
        self.status_code = status
        self.code = "a_word"


class Code(Exception):
    """As the client of Google raises it."""

    def __init__(self, code):
        super().__init__("your key sample-key")
        self.code = code


@pytest.mark.parametrize(
    ("raised", "said", "passing"),
    [
        (Status(401), "answered 401", False),
        (Status(429), "answered 429", True),
        (Status(529), "answered 529", True),
        (Code(HTTPStatus.FORBIDDEN), "answered 403", False),
        (Code(HTTPStatus.SERVICE_UNAVAILABLE), "answered 503", True),
        (ModelRateLimitError("sample-key"), "ModelRateLimitError", True),
        (ModelAuthenticationError("sample-key"), "ModelAuthenticationError", False),
        (ConnectionResetError("sample-key"), "ConnectionResetError", True),
        (type("ReadError", (Exception,), {"__module__": "httpx"})(), "ReadError", True),
        (ValueError("sample-key"), "ValueError", False),
        (TimeoutError("sample-key"), "too long", False),
        (ModelTimeoutError("sample-key"), "too long", False),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else None,
)
def test_a_fault_says_what_it_is_and_whether_it_may_pass(raised, said, passing):
    fault = fault_of(raised)

    assert said in str(fault)
    assert fault.passing is passing
    assert "key" not in str(fault)
