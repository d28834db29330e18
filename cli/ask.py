"""`disclosure-qa ask`: one question in this process, or an interactive chat."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rich.console import Console

from disclosure.corpus import Corpus
from service.answer import Answer, Question
from service.answer_json import answer_json
from service.answering import Answerer
from service.settings import load_settings

_PROMPT = "问：" if (sys.stdin and sys.stdin.isatty()) else ""


def ask(question: str | None, data: Path | None, as_json: bool) -> int:
    """Answer one question, or chat until the end of input. The exit status is 0."""
    settings = load_settings(data=data)
    corpus = Corpus(settings.data)
    answerer = Answerer(corpus, settings)
    try:
        if question is not None:
            _print(answerer.ask(Question(question)), as_json)
        else:
            _chat(answerer, as_json)
    finally:
        corpus.close()
    return 0


def _chat(answerer: Answerer, as_json: bool) -> None:
    """Ask line by line in one conversation."""
    conversation: str | None = None
    while True:
        try:
            line = input(_PROMPT).strip()
        except (EOFError, KeyboardInterrupt):
            return
        if not line:
            continue
        answer = answerer.ask(Question(line, conversation_id=conversation))
        conversation = answer.conversation_id
        _print(answer, as_json)


def _print(answer: Answer, as_json: bool) -> None:
    console = Console(highlight=False, soft_wrap=True, markup=False)
    if as_json:
        console.print(json.dumps(answer_json(answer), ensure_ascii=False, indent=2))
        return
    console.print(answer.answer)
    for notice in answer.notices:
        console.print(f"  注意：{notice}")
    for number, citation in enumerate(answer.citations, start=1):
        page = f"第 {citation.page} 页" if citation.page else ""
        place = "，".join(p for p in (page, citation.table or citation.section) if p)
        console.print(f"  [{number}] 《{citation.report_title}》{place}：{citation.quote}")
    for suggestion in answer.suggestions:
        console.print(f"  · {suggestion}")
