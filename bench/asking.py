"""How long an answer takes: `python -m bench.asking --data DIR [GOLD.jsonl …] [--rounds N]`.

Asks the first questions of gold sets that the lookup lane answers, on a warm answerer: in process,
over HTTP without a network, and beside them a route of the same framework that does nothing, so
that figures of different machines can be compared.
"""

from __future__ import annotations

import argparse
import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx
from fastapi import FastAPI

from disclosure.corpus import Conversations
from disclosure.report import Report
from eval.case import CaseKind
from eval.gold_set import find_own_sets, read_gold_set
from service.answer import Question, Route
from service.app import create_app
from service.settings import load_settings

_MEDIAN, _SLOW = 50, 95
_ROUTE = "/bare"


def main() -> None:
    """Measure and print one line for each way to ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", nargs="*", type=Path, default=find_own_sets())
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    app = create_app(load_settings(data=given.data))
    questions = _questions(app, given.gold)
    reports: list[Report] = app.state.wiring.corpus.reports()
    print(f"{len(questions)} questions, {len(reports)} reports, {given.rounds} rounds")
    _print("in process", _time_in_process(app, questions * given.rounds))
    asyncio.run(_time_routes(app, questions * given.rounds))


def _questions(app: FastAPI, gold: list[Path]) -> list[str]:
    """What the lookup lane answers of the sets: the first turns, text questions left out."""
    cases = [case for path in gold for case in read_gold_set(path).cases]
    first = [case.turns[0] for case in cases if case.kind is not CaseKind.TEXT]
    return [text for text in dict.fromkeys(first) if _ask(app, text) is Route.LOOKUP]


def _ask(app: FastAPI, text: str) -> Route:
    answer = app.state.wiring.answerer.ask(Question(text))
    conversations: Conversations = app.state.wiring.conversations
    conversations.forget(answer.conversation_id)
    return Route(answer.route)


def _time_in_process(app: FastAPI, questions: list[str]) -> list[float]:
    times = []
    for text in questions:
        started = time.perf_counter()
        answer = app.state.wiring.answerer.ask(Question(text))
        times.append(time.perf_counter() - started)
        app.state.wiring.conversations.forget(answer.conversation_id)
    return times


async def _time_routes(app: FastAPI, questions: list[str]) -> None:
    bare = FastAPI()

    @bare.post(_ROUTE)
    def answer(body: dict[str, str]) -> dict[str, str]:
        return body

    ways = (("bare route", bare, _ROUTE), ("POST /v1/ask", app, "/v1/ask"))
    for name, asked, path in ways:
        transport = httpx.ASGITransport(app=asked)
        async with httpx.AsyncClient(transport=transport, base_url="http://bench") as client:
            post: Callable[..., Awaitable[httpx.Response]] = client.post
            times = []
            for text in questions:
                started = time.perf_counter()
                reply = await post(path, json={"question": text})
                times.append(time.perf_counter() - started)
                reply.raise_for_status()
        _print(name, times)


def _print(name: str, seconds: list[float]) -> None:
    ordered = sorted(1000 * value for value in seconds)
    shown = [f"{ordered[len(ordered) * share // 100]:7.2f} ms" for share in (_MEDIAN, _SLOW)]
    print(f"{name:14} median {shown[0]}   p95 {shown[1]}   max {ordered[-1]:7.2f} ms")


if __name__ == "__main__":
    main()
