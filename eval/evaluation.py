"""One evaluation from gold set to result: ours, and the baselines in the same run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from disclosure.corpus import Corpus
from eval.baselines.lexical import LexicalBaseline
from eval.gate import check_gate
from eval.gold_set import GoldSet, read_held, write_held
from eval.report import SetResult
from eval.runner import Asker, CaseRun, run_cases

OnCase = Callable[[CaseRun], None]


def evaluate(gold: GoldSet, asker: Asker, on_case: OnCase | None = None) -> SetResult:
    """Our own result, with the gate of the set."""
    runs = run_cases(gold.cases, asker, on_case)
    gate = check_gate(gold.gate, read_held(gold), runs)
    return SetResult(gold, asker.name, asker.describe(), tuple(runs), gate)


def hold_level(result: SetResult) -> SetResult:
    """Write the cases that pass as the level to hold; thresholds go on being checked."""
    write_held(result.gold, [run.case.id for run in result.runs if run.passed])
    gate = check_gate(result.gold.gate, read_held(result.gold), list(result.runs))
    return replace(result, gate=gate)


def evaluate_baseline(gold: GoldSet, data_dir: Path, on_case: OnCase | None = None) -> SetResult:
    """What full-text search alone reaches over the same corpus; it has no gate."""
    corpus = Corpus(data_dir)
    try:
        baseline = LexicalBaseline(corpus)
        runs = run_cases(gold.cases, baseline, on_case)
    finally:
        corpus.close()
    return SetResult(gold, baseline.name, baseline.describe(), tuple(runs))
