"""From a question to an answer: the visible list of steps.

normalise → scope → refuse → reply → link → plan → complete (follow-up) → check scope → lane → keep.
A figure question goes to the lookup lane, any other to the text lane; what neither can answer is
declined with what is missing. Nothing heavy is imported until the first text question.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import replace

from disclosure.corpus import Conversations, Corpus
from disclosure.fact import Basis
from disclosure.labels import normalise_label
from disclosure.report import Report
from prompts import wording
from service.answer import Answer, Outcome, Question
from service.answer_json import answer_json
from service.conversation import Conversation, Turn, decode_turns, encode_turn
from service.holdings import Holdings
from service.lexicon import load_lexicon
from service.question import Item, Operation, QuestionPlan
from service.settings import Settings
from service.steps.amounts import from_the_year_after
from service.steps.ask_scope import ask_for_kind, ask_scope, of_another_kind
from service.steps.bodies import Bodies, find_bodies
from service.steps.compose import kind_name
from service.steps.follow_up import complete
from service.steps.keep_turn import keep_turn
from service.steps.link import Linked, find_items, link
from service.steps.look_up_words import answer_words
from service.steps.lookup_lane import answer_from_facts, explain
from service.steps.normalise import normalise_question
from service.steps.plan import build_plan, with_default_items
from service.steps.refuse import is_refused
from service.steps.replies import pick_choice, read_correction
from service.steps.scope import decline_item, decline_unknown, find_open, narrow
from service.steps.text_lane import TextLane
from service.steps.typos import mend_names

_BLOT = "|"
_HAN = re.compile(r"[\u4e00-\u9fff]+")


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
        reports = self._holdings.reports(question.scope)
        vocabulary = self._holdings.vocabulary(reports)
        choice = pick_choice(asked, conversation)
        if choice is None and is_refused(asked, vocabulary):
            text = str(wording()["scope"]["refused"])
            return Turn(question.text), Answer(text, Outcome.REFUSED)
        if not reports:
            return Turn(question.text), self._nothing_in_scope()
        asked = normalise_question(choice) if choice else read_correction(asked, conversation)
        asked = mend_names(asked, vocabulary)
        plan = self._understand(asked, reports, conversation)
        read = from_the_year_after(plan, reports)
        answer, kept = self._answer(asked, read, reports)
        if read is not plan:
            # What was asked is remembered, and not in which report it was looked for.
            kept = kept.with_(years=plan.years, basis=plan.basis)
        return keep_turn(question.text, kept, answer, reports), answer

    def _understand(
        self, asked: str, reports: Sequence[Report], conversation: Conversation
    ) -> QuestionPlan:
        facts = self._holdings.facts(reports)
        words, families = self._holdings.vocabulary(reports), conversation.families
        items = find_items(asked, facts, words, families)
        bodies = find_bodies(asked, reports, items, words)
        linked = link(_mask(asked, bodies.spans), facts, words, families)
        bodies = _with_other_regions(asked, bodies, linked)
        plan = build_plan(linked, bodies, _talked_about(bodies, reports, conversation))
        plan = plan.with_(text=asked)
        if bodies.not_held:
            plan = plan.with_(unknown=tuple(u for u in plan.unknown if not _is_in(u, bodies)))
        else:
            # What is asked about the department: its name is no word to search for.
            plan = plan.with_(topic=_mask(asked, bodies.spans).replace(_BLOT, ""))
        plan = complete(
            plan,
            linked,
            conversation,
            lambda p: self._holdings.facts(narrow(p, reports, self._holdings)),
        )
        return plan if plan.is_unclear else with_default_items(plan, linked)

    def _answer(
        self, asked: str, plan: QuestionPlan, reports: Sequence[Report]
    ) -> tuple[Answer, QuestionPlan]:
        """The answer, and the plan with its items as they were read in the end."""
        unknown_body = self._unknown_body(plan, reports)
        if unknown_body:
            return decline_unknown("body_not_held", reports, body=unknown_body), plan
        in_scope = narrow(plan, reports, self._holdings)
        if not in_scope:
            return decline_unknown("year_not_held", reports, plan=plan), plan
        if plan.is_reason and plan.items and not plan.unknown:
            reasons = explain(plan, in_scope, self._holdings, reports)
            if reasons is not None:
                return reasons, plan
        if plan.is_unclear:
            return Answer(str(wording()["scope"]["which_item"]), Outcome.CLARIFY), plan
        words = answer_words(asked, self._holdings.facts(in_scope))
        if words is not None:
            return words, plan
        if asks_for_figure(asked, plan):
            # A figure comes from the lookup lane or not at all: a passage that is merely near the
            # question may hold another figure.
            found = self._figures(plan, in_scope, reports)
            if found is None and plan.basis == (Basis.LAST_YEAR,):
                earlier = plan.with_(years=tuple(year - 1 for year in plan.years))
                return decline_unknown("year_not_held", reports, plan=earlier), plan
            if found is None and plan.unknown_bodies and not plan.unknown:
                body = plan.unknown_bodies[0]
                return decline_unknown("body_not_held", reports, body=body), plan
            return found or (decline_item(plan, in_scope), plan)
        return self._text.answer(asked, plan, in_scope), plan

    def _figures(
        self, plan: QuestionPlan, in_scope: Sequence[Report], reports: Sequence[Report]
    ) -> tuple[Answer, QuestionPlan] | None:
        """The lookup lane, if every word of the question is understood."""
        if plan.unknown or plan.unknown_bodies:
            return None
        if not plan.items:
            return Answer(str(wording()["scope"]["which_item"]), Outcome.CLARIFY), plan

        def answer_of(
            read: QuestionPlan, among: Sequence[Report]
        ) -> tuple[Answer, tuple[Item, ...]] | None:
            return answer_from_facts(read, among, self._holdings, reports)

        left = find_open(plan, in_scope)
        if left is not None:
            found = ask_scope(left, plan, in_scope, answer_of)
            return (found[0], plan.with_(items=found[1])) if found else None
        other_kind = of_another_kind(plan, in_scope)
        for read in _less_carried(plan, other_kind is not None):
            found = answer_of(read, in_scope)
            if found is not None:
                answer = found[0]
                if other_kind and answer.outcome is not Outcome.CLARIFY:
                    answer = _of_other_kind(answer, read, in_scope, other_kind)
                return answer, read.with_(items=found[1])
        return None

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


def _talked_about(
    bodies: Bodies, reports: Sequence[Report], conversation: Conversation
) -> list[Report]:
    """The reports that 今年 and 近三年 count from: of the department in question."""
    before = conversation.last_plan
    departments = bodies.held or (before.departments if before else ())
    return [r for r in reports if not departments or r.department in departments]


def _with_other_regions(asked: str, bodies: Bodies, linked: Linked) -> Bodies:
    """闵行财政局: words right in front of a name that are not understood make it another body."""
    unread = (m for m in linked.of("unknown") if _HAN.fullmatch(m.text))
    ends = {m.end: m for m in unread if asked[m.start : m.end] == m.text}
    others = {e: ends[s] for s, e in bodies.spans if s in ends}
    names = [asked[m.start : e] for e, m in others.items()]
    return replace(bodies, not_held=(*bodies.not_held, *names)) if names else bodies


def _is_in(word: str, bodies: Bodies) -> bool:
    return any(word in name for name in bodies.not_held)


def _less_carried(plan: QuestionPlan, other_kind: bool) -> list[QuestionPlan]:
    """The plan, and without the table or the basis of the turn before, where it has them of there.

    今年预算呢, 去年呢: where last year's report prints no such budget, its final figure is meant.
    """
    readings = [plan]
    if "contexts" in plan.carried:
        readings.append(plan.with_(contexts=()))
    if other_kind and "basis" in plan.carried and plan.basis == (Basis.BUDGET,):
        readings += [reading.with_(basis=()) for reading in readings]
    return readings


def _of_other_kind(
    answer: Answer, plan: QuestionPlan, reports: Sequence[Report], before: str
) -> Answer:
    """An answer from another kind of report than was talked about says so."""
    finals_before = not any(kind.endswith("budget") for kind in plan.held_kinds)
    only_budgets = all(r.kind.is_budget for r in reports)
    if finals_before and only_budgets and not plan.basis:
        return ask_for_kind(plan, reports, before)
    now = "、".join(dict.fromkeys(kind_name(r) for r in reports))
    notice = str(wording()["scope"]["kind_changed"]).format(before=before, now=now)
    return replace(answer, notices=(*answer.notices, notice))


def asks_for_figure(asked: str, plan: QuestionPlan) -> bool:
    """Whether a figure is wanted: asked for as one, or an item named with nothing else."""
    lexicon = load_lexicon()
    figure = any(p.search(asked) for p in lexicon.figure_question)
    # 绩效目标表 names a table; 目标 alone asks for words.
    titles = [t.key for terms in plan.contexts for t in terms if t.kind == "table"]
    beside = asked
    for title in sorted(titles, key=len, reverse=True):
        beside = beside.replace(title, _BLOT)
    text = any(p.search(beside) for p in lexicon.text_question)
    if plan.is_reason or (text and not figure and "items" in plan.carried):
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


def _mask(question: str, spans: Sequence[tuple[int, int]]) -> str:
    """The question with the names of bodies blotted out, positions unchanged."""
    characters = list(question)
    for start, end in spans:
        characters[start:end] = _BLOT * (end - start)
    return "".join(characters)
