"""Asking, and the conversations that asking leaves behind."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Path

from service.answer_json import answer_json
from service.routes.problems import problems, require_json
from service.routes.wiring import Wired
from service.schemas import AnswerOut, ConversationOut, QuestionIn

router = APIRouter(prefix="/v1", tags=["questions"])
_Id = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


# Plain `def`: answering is computation, and runs in the thread pool beside the event loop.
@router.post(
    "/ask",
    response_model=AnswerOut,
    responses=problems(400, 413, 415, 422, 503),
    dependencies=[Depends(require_json)],
)
def ask(asked: QuestionIn, wired: Wired) -> dict[str, Any]:
    """Answer a question from the reports that are held, every figure with its printed place."""
    return answer_json(wired.answerer.ask(asked.to_question()))


@router.get(
    "/conversations/{conversation_id}",
    response_model=ConversationOut,
    responses=problems(404, 422),
)
def read_conversation(conversation_id: _Id, wired: Wired) -> dict[str, Any]:
    """The turns of a conversation, oldest first."""
    turns = wired.conversations.turns(conversation_id)
    if not turns:
        raise HTTPException(404, "no such conversation")
    # How a question was understood is kept with it, and is of no use to a client.
    shown = [{"question": turn["question"], "answer": turn.get("answer")} for turn in turns]
    return {"conversation_id": conversation_id, "turns": shown}


@router.delete("/conversations/{conversation_id}", status_code=204, responses=problems(404, 422))
def forget_conversation(conversation_id: _Id, wired: Wired) -> None:
    """Forget a conversation."""
    if not wired.conversations.forget(conversation_id):
        raise HTTPException(404, "no such conversation")
