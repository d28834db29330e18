"""A numeric question from the command line loads nothing heavy; another one may."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.spec.asking import Reading
from tests.spec.drawn_reports import FORESTRY, draw_report

HEAVY = (
    "torch", "sentence_transformers", "transformers", "llama_index", "faiss", "bm25s", "numpy",
    "fastapi", "uvicorn", "starlette", "pdfplumber", "pypdfium2",
)  # fmt: skip
# Runs the command as the console script does, and says behind its output what was imported.
PROGRAM = """
import json, sys
from cli.main import main
try:
    main()
except SystemExit as exit:
    names = {name.partition(".")[0] for name in sys.modules}
    print("\\n" + json.dumps({"status": exit.code, "imported": sorted(names)}))
"""


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory) -> Path:
    reading = Reading(tmp_path_factory.mktemp("cold"), {"a.txt": draw_report(FORESTRY, 2023)})
    reading.corpus.close()
    return reading.corpus.data_dir


def run(data_dir: Path, *words: str) -> tuple[str, set[str]]:
    """What the command printed, and the top-level names of all modules that it imported."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *words, "--data", str(data_dir)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
    )
    printed, _, told = done.stdout.rstrip().rpartition("\n")
    seen = json.loads(told)
    assert seen["status"] == 0, done.stdout + done.stderr
    return printed, set(seen["imported"])


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("公务接待费多少批次？", "17 批次"),
        ("三公经费是多少", "18.10 万元"),
        ("退休费和差旅费一共多少", "38.30 万元"),
        ("2021年的三公经费是多少", "没有收录"),
        ("行政运行的项目支出", "为空"),
    ],
)
def test_a_numeric_question_imports_nothing_heavy(data_dir, question, figure):
    printed, imported = run(data_dir, "ask", question)
    assert figure in printed
    assert imported.isdisjoint(HEAVY), sorted(imported & set(HEAVY))


def test_a_numeric_question_answered_as_json_imports_nothing_heavy(data_dir):
    printed, imported = run(data_dir, "ask", "公务接待费多少批次？", "--json")
    assert [value["value"] for value in json.loads(printed)["values"]] == ["17"]
    assert imported.isdisjoint(HEAVY), sorted(imported & set(HEAVY))


def test_what_is_imported_is_seen(data_dir):
    """Else the tests above would pass whatever is imported."""
    _, imported = run(data_dir, "ask", "三公经费是多少")
    assert {"cli", "service", "disclosure", "sqlalchemy"} <= imported
