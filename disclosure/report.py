"""A published report: who, which year, which kind, and how it is laid out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class ReportKind(StrEnum):
    """Two kinds of report (决算/预算) in two scopes (部门/单位)."""

    DEPARTMENT_FINAL_ACCOUNTS = "department_final_accounts"
    UNIT_FINAL_ACCOUNTS = "unit_final_accounts"
    DEPARTMENT_BUDGET = "department_budget"
    UNIT_BUDGET = "unit_budget"

    @property
    def is_budget(self) -> bool:
        """Whether the report is a budget (预算) and not final accounts (决算)."""
        return self in (ReportKind.DEPARTMENT_BUDGET, ReportKind.UNIT_BUDGET)

    @property
    def is_unit(self) -> bool:
        """Whether the report covers the unit itself (单位) and not the whole department (部门)."""
        return self in (ReportKind.UNIT_FINAL_ACCOUNTS, ReportKind.UNIT_BUDGET)


class SourceForm(StrEnum):
    """The form in which the report was published."""

    PDF = "pdf"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Report:
    """One published report as it is held. `source` is the file name, never a path.

    `reader_version` is that of the ingest that read it: another one reads the same file anew.
    """

    id: str
    title: str
    department: str
    year: int
    kind: ReportKind
    source: str
    source_form: SourceForm
    sha256: str
    page_count: int | None = None
    reader_version: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the report with its ancestors, `path[0]` being the part (e.g. 第三部分 …)."""

    path: tuple[str, ...]
    page: int | None = None

    @property
    def heading(self) -> str:
        """The last heading of the path; empty before the first heading."""
        return self.path[-1] if self.path else ""
