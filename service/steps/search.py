"""The text lane: from a question about words to the sentences that answer it, as printed.

Tried in this order: the glossary entry of a term, a section that a topic or the question itself
names, a reason, and at last the search over passages. No figure is computed here, and what is not
covered by the words of a passage is not answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from disclosure.corpus import Corpus
from disclosure.passage import Passage, PassageKind
from disclosure.report import Report, ReportKind
from prompts import wording
from service.retrieval.index import Hit, Searcher
from service.retrieval.words import cover, find_content, fold
from service.steps.definitions import asks_for_definition, find_asked_terms, find_entries
from service.steps.excerpts import Excerpt, cut_to_content, expand_list, whole
from service.steps.reasons import asks_for_reason, find_reason
from service.steps.section_text import (
    SectionText,
    find_named_sections,
    find_sections,
    find_topic_sections,
)
from service.steps.text_finding import (
    TextFinding,
    render_excerpts,
    render_not_found,
    render_other_reports,
    render_section,
    render_which_department,
)
from service.steps.text_rules import EvidenceRules, read_text_rules

_KINDS = tuple(ReportKind)
_MOST_SUGGESTIONS = 6


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with what it is about; `names` are the departments in scope."""

    question: str
    names: tuple[str, ...]
    content: tuple[str, ...]

    @property
    def topic(self) -> str:
        """What to name when nothing is found."""
        return "".join(self.content) or self.question


def answer_text(
    question: str, reports: Sequence[Report], corpus: Corpus, index: Searcher
) -> TextFinding:
    """The answer to a text question from the reports in scope, and from no others."""
    names = tuple({report.department for report in reports})
    asked = _Asked(question, names, find_content(question, names))
    held = {report.id: corpus.passages(report.id) for report in latest_of_each(reports)}
    if not reports:
        return render_not_found(asked.topic, reports)
    for step in (_define, _show_topic, _explain, _show_named_section):
        found = _in_latest(step, asked, reports, held)
        if found is not None:
            return found
    return _search(asked, reports, corpus, index)


def latest_of_each(reports: Sequence[Report]) -> list[Report]:
    """One report for each department: of the last year, the whole department before the unit."""
    ordered = sorted(reports, key=lambda r: (-r.year, _KINDS.index(r.kind), r.id))
    latest: dict[str, Report] = {}
    for report in ordered:
        latest.setdefault(report.department, report)
    return list(latest.values())


_Step = Callable[[_Asked, Report, Sequence[Passage]], TextFinding | None]


def _in_latest(
    step: _Step,
    asked: _Asked,
    reports: Sequence[Report],
    held: dict[str, list[Passage]],
) -> TextFinding | None:
    """The step on the latest report of each department; two departments are a question back."""
    found = []
    for report in latest_of_each(reports):
        finding = step(asked, report, held[report.id])
        if finding is not None:
            found.append((report, finding))
            if step is _define:
                # Definitions are the same everywhere; one is enough.
                return finding
    if not found:
        return None
    if len(found) > 1:
        departments = [report.department for report, _ in found][:_MOST_SUGGESTIONS]
        return render_which_department(asked.topic, asked.question, departments)
    return _with_other_reports(*found[0], reports)


def _with_other_reports(
    used: Report, finding: TextFinding, reports: Sequence[Report]
) -> TextFinding:
    others = [r for r in reports if r.department == used.department and r.id != used.id]
    if not others:
        return finding
    return replace(finding, notices=(*finding.notices, render_other_reports(used, others)))


def _define(asked: _Asked, report: Report, passages: Sequence[Passage]) -> TextFinding | None:
    terms = find_asked_terms(asked.question)
    entries = find_entries(terms, passages)
    return render_excerpts([whole(report, entry) for entry in entries]) if entries else None


def _show_topic(asked: _Asked, report: Report, passages: Sequence[Passage]) -> TextFinding | None:
    """The whole section, or the items of it that are about what else the question names."""
    rules, text = read_text_rules(), fold(asked.question)
    for topic in rules.topics:
        if not topic.ask.search(text):
            continue
        sections = find_topic_sections(topic, find_sections(passages))
        if not sections:
            continue
        left = rules.generic_focus.sub(" ", topic.ask.sub(" ", text))
        focus = find_content(left, asked.names)
        section = max(sections, key=lambda s: _cover_section(focus, s)) if focus else sections[0]
        chosen = _choose_items(focus, section)
        if chosen:
            return render_section(section.path[-1], [whole(report, p) for p in chosen])
    return None


def _choose_items(focus: Sequence[str], section: SectionText) -> list[Passage]:
    least = read_text_rules().focus
    items = list(section.passages)
    if cover(focus, section.path[-1]) >= least or not focus:
        return items
    return [item for item in items if cover(focus, item.text) >= least]


def _cover_section(focus: Sequence[str], section: SectionText) -> float:
    return cover(focus, "".join(section.path) + "".join(p.text for p in section.passages))


def _show_named_section(
    asked: _Asked, report: Report, passages: Sequence[Passage]
) -> TextFinding | None:
    sections = find_named_sections(asked.content, find_sections(passages))
    if not sections:
        return None
    section = sections[0]
    return render_section(section.path[-1], [whole(report, p) for p in section.passages])


def _explain(asked: _Asked, report: Report, passages: Sequence[Passage]) -> TextFinding | None:
    if not asks_for_reason(asked.question):
        return None
    excerpt = find_reason(asked.question, report, passages, asked.names)
    return None if excerpt is None else render_excerpts([excerpt])


def _search(
    asked: _Asked, reports: Sequence[Report], corpus: Corpus, index: Searcher
) -> TextFinding:
    by_id = {report.id: report for report in reports}
    result = index.search(asked.question, list(by_id), read_text_rules().hits)
    notices = (wording()["text"]["lexical_only"],) if result.lexical_only else ()
    rules = read_text_rules()
    definition = asks_for_definition(asked.question)
    enough = rules.enough_for_definition if definition else rules.enough
    good = [hit for hit in result.hits if is_evidence(asked.content, hit, enough)]
    if not good:
        return replace(render_not_found(asked.topic, reports), notices=notices)
    departments = list(dict.fromkeys(by_id[h.passage.report_id].department for h in good))
    if len(departments) > 1:
        finding = render_which_department(asked.topic, asked.question, departments)
        return replace(finding, notices=notices)
    chosen = _choose_hits(asked.content, good)
    used = by_id[chosen[0].passage.report_id]
    excerpts = _excerpts_of(chosen, used, corpus, asked.content)
    finding = _with_other_reports(used, render_excerpts(excerpts), reports)
    return replace(finding, notices=(*notices, *finding.notices))


def _choose_hits(content: Sequence[str], good: Sequence[Hit]) -> list[Hit]:
    """Text before rows of figures; the best covered, and a neighbour that is covered as well."""
    texts = [hit for hit in good if hit.passage.kind is not PassageKind.TABLE_ROW]
    shares = {h.passage.position: round(cover_hit(content, h), 1) for h in texts or good}
    ranked = sorted(texts or good, key=lambda h: (-shares[h.passage.position], -h.score))
    best = ranked[0].passage
    chosen = [
        hit
        for hit in ranked
        if hit.passage.report_id == best.report_id
        and hit.passage.section == best.section
        and abs(hit.passage.position - best.position) <= 1
        and shares[hit.passage.position] == shares[best.position]
    ]
    return sorted(chosen, key=lambda hit: hit.passage.position)


def _excerpts_of(
    hits: Sequence[Hit], report: Report, corpus: Corpus, content: Sequence[str]
) -> list[Excerpt]:
    held = corpus.passages(report.id)
    for hit in hits:
        listed = expand_list(report, hit.passage, held)
        if listed:
            return listed
    return [cut_to_content(report, hit.passage, content) for hit in hits]


def cover_hit(content: Sequence[str], hit: Hit) -> float:
    """How much of what was asked stands in the passage or in what is printed above it."""
    return cover(content, _context(hit))


def _context(hit: Hit) -> str:
    # `embedded` begins with the heading (or title) and with what introduces the passage.
    return f"{hit.passage.embedded} {hit.passage.text}"


def is_evidence(content: Sequence[str], hit: Hit, enough: Sequence[EvidenceRules]) -> bool:
    """Whether the passage may answer; the thresholds and their reasons are in topics.toml."""
    share = cover_hit(content, hit)
    missing = any(cover((word,), _context(hit)) == 0.0 for word in content)
    return any(_is_enough(rule, share, hit) for rule in enough if not (rule.every_word and missing))


def _is_enough(rule: EvidenceRules, share: float, hit: Hit) -> bool:
    if share < rule.cover:
        return False
    if rule.cosine is not None and (hit.dense_score or 0.0) < rule.cosine:
        return False
    if rule.best_rank is None or rule.worst_rank is None:
        return True
    if hit.lexical_rank is None or hit.dense_rank is None:
        return False
    best, worst = sorted((hit.lexical_rank, hit.dense_rank))
    return best <= rule.best_rank and worst <= rule.worst_rank
