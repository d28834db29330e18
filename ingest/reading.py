"""From one file to everything that it says: the visible list of steps, without the corpus."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from disclosure.concepts import find_concept
from disclosure.content import ReportContent
from disclosure.fact import Fact
from disclosure.report import Report
from ingest.captions import Caption, read_captions
from ingest.checks import check_report
from ingest.contents import FrontMatter, read_front_matter
from ingest.document import Document, TextLine
from ingest.facts import build_facts
from ingest.figures import read_figures
from ingest.identity import NOTHING_GIVEN, Given, Identity, read_identity
from ingest.outline import Outline, build_outline
from ingest.paragraphs import find_body_size
from ingest.passages import build_passages
from ingest.readers import read_document
from ingest.reading_report import build_reading, is_legible
from ingest.tables import build_tables

# Part of what makes a report unchanged: raise it when the same file would be read differently.
READER_VERSION = "4"
# The text that may name the department stands at the beginning.
_FIRST_PARAGRAPHS = 60


def read_report(
    path: Path, source: str | None = None, given: Given = NOTHING_GIVEN
) -> ReportContent:
    """Everything that one file says. Raises DisclosureError with what to do.

    `given` is what the caller knows of a report that does not name itself.
    """
    document = read_document(path)
    front = read_front_matter(document.blocks)
    body_size = find_body_size([b for b in document.blocks if isinstance(b, TextLine)])
    captions = read_captions(front.body, 0, body_size)
    used = set().union(*(caption.used for caption in captions.values()))
    outline = build_outline(front.body, used, body_size)
    identity = _identify(front, captions, outline, source or path.name, given)
    report = _build_report(path, source or path.name, document, identity)
    tables = build_tables(front.body, captions, outline.grid_sections, front.listed_tables)
    facts = [fact for table in tables for fact in build_facts(report, table)]
    figures = read_figures(outline.paragraphs, report)
    facts = [finish_fact(fact) for fact in (*facts, *figures.facts) if is_legible(fact)]
    passages = build_passages(report, outline.sections, outline.paragraphs, tables)
    findings = check_report(report, facts, outline.paragraphs)
    return ReportContent(
        report=report,
        sections=outline.sections,
        tables=tuple(tables),
        facts=tuple(facts),
        passages=tuple(passages),
        findings=tuple(findings),
        reading=build_reading(
            document, front, captions, outline, tables, facts, figures, findings, identity.given
        ),
    )


def finish_fact(fact: Fact) -> Fact:
    """Name the concept of a fact: the one place where facts and concepts meet."""
    return replace(fact, concept=fact.concept or find_concept(fact))


def read_sha256(path: Path) -> str:
    """The hash of the file as given."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _identify(
    front: FrontMatter,
    captions: dict[int, Caption],
    outline: Outline,
    source: str,
    given: Given,
) -> Identity:
    meta = [line for caption in captions.values() for line in caption.meta]
    titles = [caption.title for caption in captions.values() if caption.title]
    headings = [section.heading for section in outline.sections[:20]]
    texts = [paragraph.body.text for paragraph in outline.paragraphs[:_FIRST_PARAGRAPHS]]
    return read_identity(front.cover, meta, [*headings, *titles], texts, source, given)


def _build_report(path: Path, source: str, document: Document, identity: Identity) -> Report:
    parts = (source, identity.department, str(identity.year), identity.kind.value)
    mark = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:8]
    what = "budget" if identity.kind.is_budget else "final"
    return Report(
        id=f"{identity.year}-{what}-{mark}",
        title=identity.title,
        department=identity.department,
        year=identity.year,
        kind=identity.kind,
        source=source,
        source_form=document.form,
        sha256=read_sha256(path),
        page_count=document.page_count,
        reader_version=READER_VERSION,
    )
