"""Cross-footing (勾稽关系): what a report prints in two places, and what has to add up.

Nothing is corrected: a finding shows all places with what is printed there. The rules are data,
checks.toml; a wrong discrepancy is worse than a missed one, so a rule is silent wherever it is
not certain which figures belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from disclosure.fact import Fact
from disclosure.finding import Finding
from disclosure.place import NOWHERE
from disclosure.report import Report
from ingest.checks.classification import check_classification
from ingest.checks.concept_sums import check_concept_sums
from ingest.checks.performance import check_performance
from ingest.checks.printed import Printed
from ingest.checks.rates import check_rates
from ingest.checks.same_quantity import check_same_quantity
from ingest.checks.statements import check_statements
from ingest.checks.table_sums import check_table_sums
from ingest.checks.wholes import check_wholes
from ingest.outline import Paragraph

_CHECKS: tuple[Callable[[Printed], Iterable[Finding]], ...] = (
    check_table_sums,
    check_concept_sums,
    check_wholes,
    check_same_quantity,
    check_classification,
    check_rates,
    check_statements,
    check_performance,
)


def check_report(
    report: Report, facts: Sequence[Fact], paragraphs: Sequence[Paragraph] = ()
) -> list[Finding]:
    """What does not add up or agree within one report."""
    printed = Printed(report, facts, paragraphs)
    return list(_without_repeats(found for check in _CHECKS for found in check(printed)))


def _without_repeats(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each comparison once: a page may stand in a report twice."""
    seen = set()
    for finding in findings:
        sides = (replace(s, place=NOWHERE) if s.table is None else s for s in finding.sides)
        key = (finding.rule, frozenset(sides))
        if key not in seen:
            seen.add(key)
            yield finding
