"""Sentences read as ingest reads them, and their facts drawn as lines."""

from disclosure.fact import Fact, Presence
from disclosure.labels import normalise_label
from disclosure.place import PlacedText
from disclosure.report import Report, ReportKind, SourceForm
from ingest.figures import read_figures
from ingest.outline import Paragraph

PART = "第三部分 部门决算情况说明"
THREE_PUBLIC = (PART, "六、“三公”经费支出决算情况说明")
ASSETS = (PART, "十二、国有资产占用情况说明")
FINAL_ACCOUNTS = ReportKind.DEPARTMENT_FINAL_ACCOUNTS


def build_report(kind: ReportKind = FINAL_ACCOUNTS) -> Report:
    return Report(
        "r1", "2023年度部门决算", "禾丰县林业局", 2023, kind, "a.txt", SourceForm.TEXT, "0" * 64
    )


def read_sentences(
    section: tuple[str, ...], *paragraphs: str | PlacedText, kind: ReportKind = FINAL_ACCOUNTS
) -> list[Fact]:
    """The facts of paragraphs that stand under one heading of a report for 2023."""
    bodies = [PlacedText(p) if isinstance(p, str) else p for p in paragraphs]
    return read_figures([Paragraph(body, section) for body in bodies], build_report(kind)).facts


def draw_facts(facts: list[Fact]) -> str:
    """A line for each fact: subject | what it measures | what is printed."""
    return "\n".join(f"{normalise_label(f.label)} | {measure(f)} | {figure(f)}" for f in facts)


def measure(fact: Fact) -> str:
    return fact.basis.value + (f" of {fact.compared_with}" if fact.compared_with else "")


def figure(fact: Fact) -> str:
    if fact.presence is not Presence.FIGURE:
        return fact.presence.value
    way = f"{fact.direction.value} " if fact.direction else ""
    return f"{way}{fact.value} {fact.unit}"


def lines(text: str) -> str:
    """A drawn table without its margins."""
    return "\n".join(line.strip() for line in text.strip().splitlines())
