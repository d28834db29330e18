"""The gate of the build: thresholds, and the cases that passed before and must go on passing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from eval.gold_set import Gate
from eval.measures import EVERY_FIGURE_CITED, WRONG_FIGURE
from eval.runner import CaseRun


@dataclass(frozen=True, slots=True)
class GateResult:
    """`faults` names every threshold missed and every lost case; the gate holds without any.

    `lost` were held and do not pass (or are gone), `gained` pass and are not held yet.
    """

    faults: tuple[str, ...]
    lost: tuple[str, ...]
    gained: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the run may go in."""
        return not self.faults


def check_gate(gate: Gate, held: Iterable[str], runs: list[CaseRun]) -> GateResult:
    """Compare a run with the thresholds and the held cases of its set."""
    passing = {run.case.id for run in runs if run.passed}
    known = {run.case.id for run in runs}
    held_ids = set(held)
    lost = sorted(held_ids - passing)
    faults = [
        *_check_pass_rate(gate.pass_rate, len(passing), len(runs)),
        *_check_count("wrong figures", gate.wrong_figures, wrong_figure_ids(runs)),
        *_check_count("answers with an uncited figure", gate.uncited_figures, uncited_ids(runs)),
        *(f"lost: {i}" if i in known else f"lost: {i} (no longer in the set)" for i in lost),
    ]
    return GateResult(tuple(faults), tuple(lost), tuple(sorted(passing - held_ids)))


def wrong_figure_ids(runs: Iterable[CaseRun]) -> list[str]:
    """The cases in which a wrong figure was given as the answer."""
    return [run.case.id for run in runs if run.shows(WRONG_FIGURE.name)]


def uncited_ids(runs: Iterable[CaseRun]) -> list[str]:
    """The cases with a figure that leads to no citation."""
    return [run.case.id for run in runs if run.misses(EVERY_FIGURE_CITED.name)]


def _check_pass_rate(least: Decimal | None, passed: int, cases: int) -> list[str]:
    if least is None or (cases and Decimal(passed) >= least * cases):
        return []
    return [f"pass rate: {passed} of {cases} cases pass, {least} of them must"]


def _check_count(name: str, most: int | None, ids: list[str]) -> list[str]:
    if most is None or len(ids) <= most:
        return []
    return [f"{name}: {len(ids)}, at most {most} allowed: {', '.join(ids)}"]
