"""Cuts a report into passages: paragraphs, list items, glossary entries, table rows and notes.

A passage is short enough to quote and keeps the printed place of every character. The patterns are
in passages.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.labels import normalise_label, squeeze
from disclosure.passage import Passage, PassageKind
from disclosure.place import PlacedText, Run
from disclosure.report import Report, Section
from disclosure.table import Table
from ingest.table_passages import RowPatterns, build_row_passages, build_row_patterns

if TYPE_CHECKING:
    from ingest.outline import Paragraph

_SectionPath = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """passages.toml, compiled."""

    most_characters: int
    sentence: re.Pattern[str]
    sentence_ends: tuple[str, ...]
    list_item: re.Pattern[str]
    glossary_heading: re.Pattern[str]
    glossary_entry: re.Pattern[str]
    introduces: re.Pattern[str]
    lead: re.Pattern[str]
    skip: re.Pattern[str]
    rows: RowPatterns


@lru_cache(maxsize=1)
def read_patterns() -> Patterns:
    """The patterns of passages.toml."""
    path = Path(__file__).with_name("passages.toml")
    found = tomllib.loads(path.read_text(encoding="utf-8"))
    ends, closing = re.escape(found["sentence"]["ends"]), re.escape(found["sentence"]["closing"])
    return Patterns(
        most_characters=found["length"]["most_characters"],
        sentence=re.compile(f"[^{ends}]*(?:[{ends}]+[{closing}]*|$)"),
        sentence_ends=tuple(found["sentence"]["ends"]),
        list_item=_any_of(found["list_item"]["starts"]),
        glossary_heading=_any_of(found["glossary"]["headings"]),
        glossary_entry=re.compile(found["glossary"]["entry"]),
        introduces=re.compile(found["introduction"]["ends"]),
        lead=re.compile(found["introduction"]["lead"]),
        skip=_any_of(found["skip"]["lines"]),
        rows=build_row_patterns(found["table"]),
    )


def build_passages(
    report: Report,
    sections: Sequence[Section],
    paragraphs: Sequence[Paragraph],
    tables: Sequence[Table],
) -> list[Passage]:
    """All passages of a report, numbered in printed order; a section's tables follow its text."""
    patterns = read_patterns()
    texts: dict[_SectionPath, list[Passage]] = {}
    for section, bodies in _by_section(paragraphs).items():
        texts[section] = list(_cut_section(report.id, section, bodies, patterns))
    printed = {squeeze(p.text) for passages in texts.values() for p in passages}
    for table in tables:
        rows = build_row_passages(report.id, table, patterns.rows)
        unseen = (p for p in rows if squeeze(p.text) not in printed)
        texts.setdefault(table.section, []).extend(unseen)
    for heading in _bare_headings(sections, texts, patterns):
        texts[heading.path] = [_build_heading_passage(report.id, heading)]
    ordered = _in_printed_order(sections, texts)
    return [replace(passage, position=position) for position, passage in enumerate(ordered)]


def split_text(body: PlacedText, patterns: Patterns) -> list[PlacedText]:
    """Pieces of at most about `most_characters`, cut behind sentences, each with its places."""
    spans: list[tuple[int, int]] = []
    for match in patterns.sentence.finditer(body.text):
        start, end = match.span()
        if start == end:
            continue
        if spans and end - spans[-1][0] <= patterns.most_characters:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [_trim(body.slice(start, end)) for start, end in spans]


def _by_section(paragraphs: Sequence[Paragraph]) -> dict[_SectionPath, list[PlacedText]]:
    found: dict[_SectionPath, list[PlacedText]] = {}
    for paragraph in paragraphs:
        found.setdefault(paragraph.section, []).append(_trim(paragraph.body))
    return found


def _cut_section(
    report_id: str, section: _SectionPath, bodies: Sequence[PlacedText], patterns: Patterns
) -> Iterator[Passage]:
    """The passages of one section; what a paragraph introduces is embedded with its beginning."""
    lead, introducer = "", PassageKind.PARAGRAPH
    for body in bodies:
        plain = squeeze(body.text)
        if not plain or patterns.skip.search(plain):
            continue
        kind = _kind_of(body.text, section, patterns)
        # The next item of the list that the introduction itself belongs to is not introduced by it.
        if kind is introducer is PassageKind.LIST_ITEM:
            lead = ""
        for piece in split_text(body, patterns):
            embedded = _embed_with_heading(f"{lead}：{piece.text}" if lead else piece.text, section)
            yield Passage(report_id, 0, kind, piece, embedded, section)
        if patterns.introduces.search(plain):
            match = patterns.lead.match(plain)
            lead, introducer = match["lead"] if match else "", kind


def _kind_of(text: str, section: _SectionPath, patterns: Patterns) -> PassageKind:
    plain = squeeze(text)
    under_glossary = any(patterns.glossary_heading.search(squeeze(h)) for h in section)
    if under_glossary and patterns.glossary_entry.search(plain):
        return PassageKind.GLOSSARY
    # The half-width spelling turns ① into a digit of the text.
    if patterns.list_item.search(plain) or patterns.list_item.search(text):
        return PassageKind.LIST_ITEM
    return PassageKind.PARAGRAPH


def _embed_with_heading(text: str, section: _SectionPath) -> str:
    """The last heading helps the models; the whole path of headings was measured to harm."""
    heading = normalise_label(section[-1]) if section else ""
    return f"{heading}：{text}" if heading else text


def _bare_headings(
    sections: Sequence[Section], texts: dict[_SectionPath, list[Passage]], patterns: Patterns
) -> list[Section]:
    """Headings with nothing under them that are text themselves.

    Either a sentence, "（十一）负责全县外事工作。", or a list of names, none of which has anything
    under it; a heading that alone has no text stays a heading.
    """
    parents = {s.path[:depth] for s in sections for depth in range(1, len(s.path))}
    leaves = [s for s in sections if s.path and s.path not in parents]
    bare = [s for s in leaves if not texts.get(s.path)]
    filled = {s.path[:-1] for s in sections if s not in bare}
    names = Counter(s.path[:-1] for s in bare)
    return [
        section
        for section in bare
        if section.heading.endswith(patterns.sentence_ends)
        or (names[section.path[:-1]] > 1 and section.path[:-1] not in filled)
    ]


def _build_heading_passage(report_id: str, section: Section) -> Passage:
    text = section.heading
    body = PlacedText(text, (Run(0, len(text), section.page),))
    above = section.path[:-1]
    embedded = _embed_with_heading(text, above)
    return Passage(report_id, 0, PassageKind.LIST_ITEM, body, embedded, section.path)


def _in_printed_order(
    sections: Sequence[Section], texts: dict[_SectionPath, list[Passage]]
) -> Iterator[Passage]:
    """Before the first heading, then section by section, then what no heading is known for."""
    order = dict.fromkeys([(), *(section.path for section in sections), *texts])
    for path in order:
        yield from texts.get(path, ())


def _trim(body: PlacedText) -> PlacedText:
    """Without white space at both ends, so that a quote begins and ends with print."""
    start = len(body.text) - len(body.text.lstrip())
    return body.slice(start, len(body.text.rstrip()) if body.text.strip() else start)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
