"""Everything that one report says, as ingest hands it to the corpus in one piece."""

from __future__ import annotations

from dataclasses import dataclass, field

from disclosure.fact import Fact
from disclosure.finding import Finding
from disclosure.passage import Passage
from disclosure.reading_report import ReadingReport
from disclosure.report import Report, Section
from disclosure.table import Table


@dataclass(frozen=True, slots=True)
class ReportContent:
    """A report with its outline, tables, facts, passages and findings, in printed order.

    `reading` says what was read of the file and what was not.
    """

    report: Report
    sections: tuple[Section, ...] = ()
    tables: tuple[Table, ...] = ()
    facts: tuple[Fact, ...] = ()
    passages: tuple[Passage, ...] = ()
    findings: tuple[Finding, ...] = ()
    reading: ReadingReport = field(default_factory=ReadingReport)

    @property
    def unread(self) -> tuple[str, ...]:
        """What was not read of the file, a line each."""
        return self.reading.lines
