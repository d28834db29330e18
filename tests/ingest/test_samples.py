"""Our own samples against their truth files: layouts that the reader was not made for."""

import json
from collections import Counter

import pytest

from disclosure.fact import Presence
from disclosure.labels import squeeze
from ingest.reading import read_report
from tests.conftest import ROOT

TRUTH = sorted((ROOT / "samples/truth").glob("*.jsonl"))


@pytest.mark.parametrize("truth", TRUTH, ids=lambda path: path.stem)
def test_every_cell_of_the_truth_is_a_fact_and_no_other(truth, samples_dir):
    content = read_report(samples_dir / "reports" / f"{truth.stem}.pdf")
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines()]
    wanted = Counter(
        (
            squeeze(row["table"]),
            squeeze(row["row"]),
            row.get("code"),
            squeeze(row["column"]),
            row["printed"],
            row["unit"],
            row["page"],
        )
        for row in rows
        if "table" in row
    )
    titles = {key[0] for key in wanted}
    found = Counter(
        (
            squeeze(fact.table or ""),
            squeeze(fact.row or ""),
            fact.code,
            squeeze("/".join(fact.column_path)),
            fact.printed,
            fact.unit,
            fact.place.page,
        )
        for fact in content.facts
        if fact.presence is Presence.FIGURE and squeeze(fact.table or "") in titles
    )
    assert found == wanted
    assert content.unread == ()
