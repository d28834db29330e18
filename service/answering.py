"""From a question to an answer: the visible list of steps.

normalise → refuse → scope → link → plan → complete (follow-up) → check scope → lane → keep turn.
A figure question goes to the lookup lane, any other to the text lane; what neither can answer is
declined with what is missing. Nothing heavy is imported until the first text question.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence

from disclosure.corpus import Conversations, Corpus
from disclosure.labels import normalise_label
from disclosure.report import Report
from prompts import wording
from service.answer import Answer, Outcome, Question
from service.answer_json import answer_json
from service.conversation import Conversation, Turn, decode_turns, encode_turn
from service.holdings import Holdings
from service.lexicon import load_lexicon
from service.question import Operation, QuestionPlan
from service.settings import Settings
from service.steps.bodies import find_bodies
from service.steps.follow_up import complete, pick_choice, read_correction
from service.steps.link import find_items, link
from service.steps.look_up_words import answer_words
from service.steps.lookup_lane import answer_from_facts, explain
from service.steps.normalise import normalise_question
from service.steps.plan import build_plan, with_default_items
from service.steps.scope import decline_item, decline_unknown, narrow, which_scope
from service.steps.text_lane import TextLane

_BLOT = "|"
_CONTENT = re.compile(r"[\u4e00-\u9fff]|[a-z]{2,}|\d")


class Answerer:
    """Answers questions over one corpus; safe to use from several threads."""

    def __init__(self, corpus: Corpus, settings: Settings) -> None:
        self._holdings = Holdings(corpus)
        self._conversations = Conversations(corpus)
        self._text = TextLane(corpus, self._holdings, settings)

    def warm(self) -> None:
        """Open the passage index and load its model, so that the first text question need not."""
        self._text.warm()

    def ask(self, question: Question) -> Answer:
        """The answer to one question; the turn is kept in its conversation."""
        started = time.perf_counter()
        conversation_id = question.conversation_id or secrets.token_hex(8)
        conversation = self._recall(question)
        turn, answer = self._take_turn(question, conversation)
        elapsed = round((time.perf_counter() - started) * 1000, 2)
        answer = answer.within(conversation_id, elapsed)
        self._conversations.add(conversation_id, encode_turn(turn, answer_json(answer)))
        return answer

    def _recall(self, question: Question) -> Conversation:
        """The turns before this one: as stored, or worked out again from `history`."""
        if question.history is not None:
            conversation = Conversation()
            for text in question.history:
                earlier = Question(text, scope=question.scope)
                turn, _ = self._take_turn(earlier, conversation)
                conversation = Conversation((*conversation.turns, turn))
            return conversation
        if question.conversation_id is None:
            return Conversation()
        return decode_turns(self._conversations.turns(question.conversation_id))

    def _take_turn(self, question: Question, conversation: Conversation) -> tuple[Turn, Answer]:
        asked = normalise_question(question.text)
        if _is_refused(asked):
            text = str(wording()["scope"]["refused"])
            return Turn(question.text), Answer(text, Outcome.REFUSED)
        if conversation.last:
            asked = normalise_question(pick_choice(asked, conversation) or read_correction(asked))
        reports = self._holdings.reports(question.scope)
        if not reports:
            return Turn(question.text), self._nothing_in_scope()
        plan = self._understand(asked, reports, conversation)
        answer, plan = self._answer(asked, plan, reports)
        choices = answer.suggestions if answer.outcome is Outcome.CLARIFY else ()
        return Turn(question.text, _worth_keeping(plan, answer, reports), choices), answer

    def _understand(
        self, asked: str, reports: Sequence[Report], conversation: Conversation
    ) -> QuestionPlan:
        facts = self._holdings.facts(reports)
        words, families = self._holdings.vocabulary(reports), conversation.families
        items = find_items(asked, facts, words, families)
        bodies = find_bodies(asked, reports, items, words)
        linked = link(_mask(asked, bodies.spans), facts, words, families)
        plan = build_plan(linked, bodies, reports).with_(text=asked)
        if not bodies.not_held:
            # What is asked about the department: its name is no word to search for.
            plan = plan.with_(topic=_mask(asked, bodies.spans).replace(_BLOT, ""))
        plan = complete(plan, linked, conversation)
        return with_default_items(plan, linked)

    def _answer(
        self, asked: str, plan: QuestionPlan, reports: Sequence[Report]
    ) -> tuple[Answer, QuestionPlan]:
        """The answer, and the plan with its items as they were read in the end."""
        unknown_body = self._unknown_body(plan, reports)
        if unknown_body:
            return decline_unknown("body_not_held", reports, body=unknown_body), plan
        in_scope = narrow(plan, reports)
        if not in_scope:
            return decline_unknown("year_not_held", reports, plan=plan), plan
        if plan.is_reason and plan.items and not plan.unknown:
            reasons = explain(plan, in_scope, self._holdings, reports)
            if reasons is not None:
                return reasons, plan
        words = answer_words(asked, self._holdings.facts(in_scope))
        if words is not None:
            return words, plan
        if asks_for_figure(asked, plan):
            # A figure comes from the lookup lane or not at all: a passage that is merely near the
            # question may hold another figure.
            found = self._figures(plan, in_scope, reports)
            return found or (decline_item(plan, in_scope), plan)
        return self._text.answer(asked, plan, in_scope), plan

    def _figures(
        self, plan: QuestionPlan, in_scope: Sequence[Report], reports: Sequence[Report]
    ) -> tuple[Answer, QuestionPlan] | None:
        """The lookup lane, if every word of the question is understood."""
        if plan.unknown or plan.unknown_bodies:
            return None
        back = which_scope(plan, in_scope)
        if back is not None:
            return back, plan
        if not plan.items:
            return Answer(str(wording()["scope"]["which_item"]), Outcome.CLARIFY), plan
        found = answer_from_facts(plan, in_scope, self._holdings, reports)
        return (found[0], plan.with_(items=found[1])) if found else None

    def _unknown_body(self, plan: QuestionPlan, reports: Sequence[Report]) -> str | None:
        """A body that is named, not held, and not written about in any report in scope."""
        for name in plan.unknown_bodies:
            if not self._holdings.text_mentions(reports, normalise_label(name)):
                return name
        return None

    def _nothing_in_scope(self) -> Answer:
        everything = self._holdings.reports()
        if not everything:
            return Answer(str(wording()["scope"]["no_report"]), Outcome.OUT_OF_SCOPE)
        return decline_unknown("scope_empty", everything)


def asks_for_figure(asked: str, plan: QuestionPlan) -> bool:
    """Whether a figure is wanted: asked for as one, or an item named with nothing else."""
    lexicon = load_lexicon()
    figure = any(p.search(asked) for p in lexicon.figure_question)
    text = any(p.search(asked) for p in lexicon.text_question)
    if plan.is_reason:
        return False
    over_many = plan.operation not in (Operation.LOOKUP, Operation.LIST, Operation.BREAKDOWN)
    if plan.basis or plan.measures:
        return bool(plan.items) or not text
    named = any(t.kind != "part" for i in plan.items for g in i.groups for t in g)
    if named and (over_many or len(plan.years) > 1):
        return True
    # An item named by its whole name is asked for its figure, understood or not: the text lane
    # would show a sentence with some other figure.
    return not text and (figure or named or bool(plan.items and not plan.unknown))


def _worth_keeping(
    plan: QuestionPlan, answer: Answer, reports: Sequence[Report]
) -> QuestionPlan | None:
    """What a follow-up may build on: never a department or a year that is not held."""
    if answer.outcome is Outcome.OUT_OF_SCOPE:
        held = {report.year for report in reports}
        years = tuple(year for year in plan.years if year in held)
        plan = plan.with_(years=years, unknown=(), unknown_bodies=())
    return plan if plan.items else None


def _is_refused(asked: str) -> bool:
    if not _CONTENT.search(asked):
        return True
    return any(p.search(asked) for p in load_lexicon().refused)


def _mask(question: str, spans: Sequence[tuple[int, int]]) -> str:
    """The question with the names of bodies blotted out, positions unchanged."""
    characters = list(question)
    for start, end in spans:
        characters[start:end] = _BLOT * (end - start)
    return "".join(characters)
