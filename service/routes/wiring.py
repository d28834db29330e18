"""What the routes work with; `service.app` fills it, nothing else makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol

from fastapi import Depends, Request

from disclosure.corpus import Conversations, Corpus
from service.answer import Answer, Question
from service.page_images import PageImages
from service.settings import Settings


class Answers(Protocol):
    """From a question to an answer; called from several threads at once."""

    def ask(self, question: Question) -> Answer:
        """The answer; the turn is kept in its conversation."""
        ...

    def warm(self) -> None:
        """Load what the first text question would have to wait for."""
        ...


@dataclass(frozen=True, slots=True)
class Wiring:
    """The parts of a running service."""

    settings: Settings
    corpus: Corpus
    conversations: Conversations
    answerer: Answers
    images: PageImages


def _wiring_of(request: Request) -> Wiring:
    wiring: Wiring = request.app.state.wiring
    return wiring


Wired = Annotated[Wiring, Depends(_wiring_of)]
