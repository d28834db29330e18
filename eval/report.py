"""The report of an evaluation as JSON: what ran, what was reached, and every failed case."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

from disclosure.amount import plain
from eval.case import CaseKind, ExpectedTurn
from eval.configuration import build_configuration
from eval.figure_audit import find_uncited_numbers, find_uncited_values
from eval.figures import Answer
from eval.gate import GateResult, uncited_ids, wrong_figure_ids
from eval.gold_set import GoldSet
from eval.measures import EVERY_FIGURE_CITED, MEASURES
from eval.runner import CaseRun, TurnRun

Json = dict[str, Any]
FORMAT = 1


@dataclass(frozen=True, slots=True)
class SetResult:
    """What one system reached on one gold set. A baseline has no gate of its own."""

    gold: GoldSet
    system: str
    description: Json
    runs: tuple[CaseRun, ...]
    gate: GateResult | None = None

    @property
    def passed(self) -> int:
        """How many cases passed."""
        return sum(run.passed for run in self.runs)


def build_report(results: Iterable[SetResult]) -> Json:
    """The whole report; the first result of a set is ours, the others are its baselines."""
    return {
        "format": FORMAT,
        "created_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "configuration": build_configuration(),
        "measures": {
            m.name: {"definition": m.definition, "needed": m.needed, "fault": m.fault}
            for m in MEASURES
        },
        "results": [_result_json(result) for result in results],
    }


def write_report(report: Json, folder: Path) -> Path:
    """Write report.json and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "report.json"
    path.write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def percent(part: int, whole: int) -> str:
    """A share in percent with one digit, exact until it is shown; empty of nothing."""
    if not whole:
        return ""
    share = Decimal(100 * part) / Decimal(whole)
    return plain(share.quantize(Decimal("0.1"), ROUND_HALF_EVEN))


def count_kinds(runs: Iterable[CaseRun]) -> dict[str, Json]:
    """For every kind that occurs: cases, passed, wrong figures; in the order of CaseKind."""
    all_runs = list(runs)
    wrong = set(wrong_figure_ids(all_runs))
    counts = {}
    for kind in CaseKind:
        of_kind = [run for run in all_runs if run.case.kind is kind]
        if of_kind:
            counts[kind.value] = {
                "cases": len(of_kind),
                "passed": sum(run.passed for run in of_kind),
                "wrong_figures": sum(run.case.id in wrong for run in of_kind),
            }
    return counts


def count_measures(runs: Iterable[CaseRun]) -> dict[str, Json]:
    """For every measure: on how many checked turns it applied, and on how many it held."""
    turns = [turn for run in runs for turn in run.checked]
    counts = {}
    for measure in MEASURES:
        verdicts = [turn.verdicts[measure.name] for turn in turns]
        held, applicable = verdicts.count(True), len(verdicts) - verdicts.count(None)
        counts[measure.name] = {
            "held": held,
            "applicable": applicable,
            "percent": percent(held, applicable),
        }
    return counts


def count_outcomes(runs: Iterable[CaseRun]) -> dict[str, dict[str, int]]:
    """Expected outcome → outcome given → turns."""
    counts: dict[str, Counter[str]] = {}
    for turn in (turn for run in runs for turn in run.checked):
        assert turn.expected is not None
        got = Counter([str(turn.answer.get("outcome"))])
        counts.setdefault(turn.expected.outcome.value, Counter()).update(got)
    return {expected: dict(sorted(got.items())) for expected, got in sorted(counts.items())}


def measure_latency(runs: Iterable[CaseRun]) -> Json:
    """Milliseconds a turn, as seen by the one who asks: median, 95th percentile, slowest."""
    times = sorted(turn.milliseconds for run in runs for turn in run.turns)
    if not times:
        return {"turns": 0}
    return {
        "turns": len(times),
        "median": round(times[len(times) // 2], 1),
        "p95": round(times[min(len(times) - 1, len(times) * 95 // 100)], 1),
        "slowest": round(times[-1], 1),
    }


# ---- inside ------------------------------------------------------------------------------


def _result_json(result: SetResult) -> Json:
    runs = result.runs
    return {
        "set": result.gold.name,
        "title": result.gold.title,
        "gold_sha256": result.gold.sha256,
        "system": result.system,
        "system_configuration": result.description,
        "cases": len(runs),
        "passed": result.passed,
        "percent": percent(result.passed, len(runs)),
        "wrong_figures": wrong_figure_ids(runs),
        "uncited_figures": uncited_ids(runs),
        "gate": _gate_json(result),
        "kinds": count_kinds(runs),
        "measures": count_measures(runs),
        "outcomes": count_outcomes(runs),
        "latency_ms": measure_latency(runs),
        "passing": sorted(run.case.id for run in runs if run.passed),
        "failed": [_failed_json(run) for run in runs if not run.passed],
        "uncited": [_uncited_json(run) for run in runs if run.misses(EVERY_FIGURE_CITED.name)],
    }


def _gate_json(result: SetResult) -> Json | None:
    if result.gate is None:
        return None
    wanted = result.gold.gate
    return {
        "holds": result.gate.holds,
        "thresholds": {
            "pass_rate": None if wanted.pass_rate is None else plain(wanted.pass_rate),
            "wrong_figures": wanted.wrong_figures,
            "uncited_figures": wanted.uncited_figures,
        },
        "faults": list(result.gate.faults),
        "lost": list(result.gate.lost),
        "gained": list(result.gate.gained),
    }


def _failed_json(run: CaseRun) -> Json:
    return {
        "id": run.case.id,
        "kind": run.case.kind.value,
        "note": run.case.note,
        "turns": [_turn_json(turn) for turn in run.turns],
    }


def _uncited_json(run: CaseRun) -> Json:
    """The figures of a case that lead nowhere, whether the case passed or not."""
    found = []
    for turn in run.turns:
        found += find_uncited_values(turn.answer)
        found += find_uncited_numbers(turn.answer, turn.question)
    return {"id": run.case.id, "figures": found, "answers": [_text(t.answer) for t in run.turns]}


def _turn_json(turn: TurnRun) -> Json:
    return {
        "question": turn.question,
        "missed": turn.missed,
        "expected": None if turn.expected is None else _expected_json(turn.expected),
        "got": _got_json(turn.answer),
    }


def _expected_json(expected: ExpectedTurn) -> Json:
    parts = ("year", "department", "measure")
    return {
        "outcome": expected.outcome.value,
        "values": [
            {
                "value": plain(value.value),
                "unit": value.unit,
                **{part: named for part in parts if (named := getattr(value, part)) is not None},
            }
            for value in expected.values
        ],
        "places": [
            {"page": p.page, "table": p.table, "row": p.row, "contains": p.contains}
            for p in expected.places
        ],
        "text_contains": list(expected.text_contains),
        "text_any": list(expected.text_any),
    }


def _got_json(answer: Answer) -> Json:
    fields = ("outcome", "route", "answer", "values", "calculation", "citations", "notices")
    got = {name: answer.get(name) for name in (*fields, "resolved_question", "suggestions")}
    return {**got, "error": answer["error"]} if "error" in answer else got


def _text(answer: Answer) -> str:
    return str(answer.get("answer") or "")
