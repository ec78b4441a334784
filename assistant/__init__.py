"""How it is answered: a question and its history in, an answer with its sources out.

``build_assistant`` gives the assistant that the settings name.
"""

from typing import TYPE_CHECKING

from assistant.types import Answer, Citation, Outcome, Statement, Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant, build_assistant

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Outcome",
    "Statement",
    "Turn",
    "build_assistant",
]


def __getattr__(name: str) -> object:
    """Import the chain only when it is asked for: LangChain takes a while to import."""
    if name in {"Assistant", "build_assistant"}:
        from assistant import assistant

        return getattr(assistant, name)
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")
