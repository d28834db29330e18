"""What a conversation remembers: how its questions were understood, and the choices offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.concepts import concept_by_key
from service.question import Item, QuestionPlan, decode_plan, encode_plan


@dataclass(frozen=True, slots=True)
class Turn:
    """One answered question: as asked, as understood (None in the text lane), and its choices."""

    question: str
    plan: QuestionPlan | None = None
    choices: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """The turns so far, oldest first."""

    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The turn before this one."""
        return self.turns[-1] if self.turns else None

    @property
    def last_plan(self) -> QuestionPlan | None:
        """How the last question that asked for figures was understood."""
        return next((t.plan for t in reversed(self.turns) if t.plan), None)

    @property
    def families(self) -> frozenset[str]:
        """The concept families that the last figure question was about."""
        items = self.last_plan.items if self.last_plan else ()
        keys = {t.key for i in items for g in i.groups for t in g if t.kind == "concept"}
        return frozenset(concept_by_key(key).family for key in keys)

    def recent_items(self, count: int) -> tuple[Item, ...]:
        """The items asked about last, oldest first, without repeats."""
        items: dict[Item, None] = {}
        for turn in reversed(self.turns):
            for item in reversed(turn.plan.items if turn.plan else ()):
                items.setdefault(item)
        return tuple(reversed(list(items)[:count]))


def encode_turn(turn: Turn, answer: dict[str, Any]) -> dict[str, Any]:
    """A turn as JSON, together with the answer that was given."""
    return {
        "question": turn.question,
        "plan": encode_plan(turn.plan) if turn.plan else None,
        "choices": list(turn.choices),
        "answer": answer,
    }


def decode_turns(stored: Sequence[dict[str, Any]]) -> Conversation:
    """The conversation from its stored turns."""
    turns = tuple(
        Turn(
            question=body["question"],
            plan=decode_plan(body["plan"]) if body["plan"] else None,
            choices=tuple(body["choices"]),
        )
        for body in stored
    )
    return Conversation(turns)
