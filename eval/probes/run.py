"""Runs the probes of a corpus and counts, for each report and phrasing, what came back."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.corpus import Corpus
from disclosure.fact import Fact, Origin, Presence
from disclosure.report import Report
from eval.figures import Answer
from eval.probes.probe import Probe, ProbeRun, Verdict, judge_probe
from eval.probes.questions import build_probes, nameable
from eval.runner import InProcess
from service.answer import Question

Json = dict[str, Any]
_FILE = "probes.jsonl"


@dataclass(frozen=True, slots=True)
class ReportProbes:
    """The probes of one report; `table_facts` and `text_facts` are (nameable, all)."""

    report: Report
    runs: tuple[ProbeRun, ...]
    table_facts: tuple[int, int]
    text_facts: tuple[int, int]

    def count(self, origin: Origin | None = None) -> Counter[Verdict]:
        """Verdicts, of all probes with a figure or of those of one origin."""
        return Counter(
            run.verdict
            for run in self.runs
            if run.probe.fact.presence is Presence.FIGURE
            and (origin is None or run.probe.fact.origin is origin)
        )

    @property
    def wrong(self) -> list[ProbeRun]:
        """The probes that brought another figure, or one where none is printed."""
        return [run for run in self.runs if run.verdict is Verdict.WRONG]


def probe_corpus(
    corpus: Corpus, asker: InProcess, on_report: Callable[[ReportProbes], None] | None = None
) -> list[ReportProbes]:
    """All probes of all reports that are held."""
    results = []
    for report in corpus.reports():
        result = _probe_report(report, corpus.facts(report.id), asker)
        results.append(result)
        if on_report is not None:
            on_report(result)
    return results


def _probe_report(report: Report, facts: list[Fact], asker: InProcess) -> ReportProbes:
    def ask(text: str) -> Answer:
        answer = asker.ask(Question(text))
        asker.forget(str(answer["conversation_id"]))
        return answer

    probes = list(build_probes(report, facts))
    runs = [_run(probe, ask) for probe in probes]
    figures = [fact for fact in facts if fact.presence is Presence.FIGURE]
    of_table = [fact for fact in figures if fact.origin is Origin.TABLE]
    of_text = [fact for fact in figures if fact.origin is Origin.TEXT]
    return ReportProbes(
        report,
        tuple(runs),
        (nameable(of_table, probes), len(of_table)),
        (nameable(of_text, probes), len(of_text)),
    )


def _run(probe: Probe, ask: Callable[[str], Answer]) -> ProbeRun:
    started = time.perf_counter()
    answer = ask(probe.question)
    milliseconds = (time.perf_counter() - started) * 1000
    return ProbeRun(probe, answer, judge_probe(probe, answer, ask), milliseconds)


def write_probes(results: Iterable[ReportProbes], folder: Path) -> Path:
    """Write every probe that was not answered rightly to probes.jsonl, and give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / _FILE
    rows = [_row(run) for result in results for run in result.runs]
    missed = [row for row in rows if row["verdict"] != Verdict.RIGHT]
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in missed), encoding="utf-8"
    )
    return path


def _row(run: ProbeRun) -> Json:
    fact = run.probe.fact
    return {
        "verdict": run.verdict.value,
        "phrasing": run.probe.phrasing,
        "question": run.probe.question,
        "expected": {"printed": fact.printed, "unit": fact.unit, "presence": fact.presence.value},
        "place": {"page": fact.place.page, "table": fact.table, "quote": fact.quote},
        "outcome": run.answer.get("outcome"),
        "answer": run.answer.get("answer"),
        "report_id": run.probe.report.id,
    }
