"""What a conversation remembers: how its questions were understood, and the choices offered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.concepts import concept_by_key
from service.question import QuestionPlan, decode_plan, encode_plan


@dataclass(frozen=True, slots=True)
class Turn:
    """One question: as asked, as understood, whether it was answered, and the choices offered.

    The plan holds the scope that the answer came from, so that nothing is left to guess later.
    """

    question: str
    plan: QuestionPlan | None = None
    choices: tuple[str, ...] = ()
    answered: bool = False


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
        """How the last question was understood; its item may be that of a turn before it."""
        plans = [t.plan for t in self.turns if t.plan]
        if not plans or plans[-1].items:
            return plans[-1] if plans else None
        last = plans[-1]
        about = next((p for p in reversed(plans) if p.items), None)
        if about is None or about.departments != last.departments:
            return last
        return last.with_(items=about.items, basis=about.basis, contexts=about.contexts)

    @property
    def answered(self) -> list[QuestionPlan]:
        """The questions that were answered, oldest first."""
        return [t.plan for t in self.turns if t.plan and t.answered]

    @property
    def families(self) -> frozenset[str]:
        """The concept families that the last figure question was about."""
        items = self.last_plan.items if self.last_plan else ()
        keys = {t.key for i in items for g in i.groups for t in g if t.kind == "concept"}
        return frozenset(concept_by_key(key).family for key in keys)


def encode_turn(turn: Turn, answer: dict[str, Any]) -> dict[str, Any]:
    """A turn as JSON, together with the answer that was given."""
    return {
        "question": turn.question,
        "plan": encode_plan(turn.plan) if turn.plan else None,
        "choices": list(turn.choices),
        "answered": turn.answered,
        "answer": answer,
    }


def decode_turns(stored: Sequence[dict[str, Any]]) -> Conversation:
    """The conversation from its stored turns."""
    turns = tuple(
        Turn(
            question=body["question"],
            plan=decode_plan(body["plan"]) if body["plan"] else None,
            choices=tuple(body["choices"]),
            answered=body.get("answered", False),
        )
        for body in stored
    )
    return Conversation(turns)
