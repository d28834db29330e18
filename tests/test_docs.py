"""An example in the docs is one that a test runs, and an identifier there is one of the code."""

import ast
import json
import re
import shlex
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from cli.ask import ask
from disclosure.corpus import Corpus
from eval.gold_set import CASES_DIR, read_gold_set, read_held
from ingest.pipeline import ingest_paths
from service.answer import Outcome, Question
from service.answering import Answerer
from service.app import create_app
from service.settings import Settings
from tests.conftest import ROOT
from tests.house import FENCED_BLOCK, read_packages

READMES = ["README.md", "README.zh-CN.md"]
# Stands in an example for lines that are left out.
LEFT_OUT = "…"
# Another one for every call.
VARYING = ("conversation_id", "elapsed_ms")
TABLE_ROW = re.compile(r"^\|(.+)\|$", re.MULTILINE)
IDENTIFIER = re.compile(r"`([A-Za-z_][A-Za-z0-9_]*)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def blocks_of(markdown: str, *languages: str) -> list[str]:
    return [block for language, block in FENCED_BLOCK.findall(markdown) if language in languages]


def find_rows(markdown: str, first: str, width: int) -> list[list[str]]:
    """The rows of the tables of some width whose first cell is code beginning so, without marks."""
    rows = [[cell.strip() for cell in row.split("|")] for row in TABLE_ROW.findall(markdown)]
    return [
        [cell.strip("`") for cell in row]
        for row in rows
        if len(row) == width and row[0].startswith(f"`{first}")
    ]


def find_ask_examples(markdown: str) -> list[tuple[str, list[str]]]:
    """The questions of the console blocks, each with the output that is shown for it."""
    examples: list[tuple[str, list[str]]] = []
    for block in blocks_of(markdown, "console"):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.rstrip().split("\n")
            words = shlex.split(command)
            if words[:2] == ["disclosure-qa", "ask"]:
                examples.append((words[2], shown))
    return examples


def find_stale_lines(shown: list[str], printed: list[str]) -> list[str]:
    """Lines that are shown and not printed; the answer comes first, and the order counts."""
    wanted = [line for line in shown if line != LEFT_OUT]
    if shown[:1] != printed[:1]:
        return shown[:1] or ["nothing is shown"]
    left = iter(printed)
    return [line for line in wanted if line not in left]


def find_differences(shown: object, actual: object, place: str = "") -> list[str]:
    """Where a shown JSON value is not in the actual one; fields may be left out."""
    if isinstance(shown, dict) and isinstance(actual, dict):
        named = {key: f"{place}.{key}".lstrip(".") for key in shown}
        absent = [f"{named[key]} is no field" for key in shown if key not in actual]
        compared = [key for key in shown if key in actual and key not in VARYING]
        return absent + [
            fault
            for key in compared
            for fault in find_differences(shown[key], actual[key], named[key])
        ]
    if isinstance(shown, list) and isinstance(actual, list) and len(shown) == len(actual):
        pairs = zip(shown, actual, strict=True)
        return [
            fault
            for index, (one, other) in enumerate(pairs)
            for fault in find_differences(one, other, f"{place}[{index}]")
        ]
    return [] if shown == actual else [f"{place}: {shown!r} is shown, {actual!r} is sent"]


def find_http_example(markdown: str) -> tuple[str, str, object]:
    """Path and body of the one curl example, and the reply that is shown for it."""
    [script] = [block for block in blocks_of(markdown, "bash") if "\ncurl " in block]
    command = script.replace("\\\n", " ")[script.index("\ncurl ") :]
    words = shlex.split(command)
    address = next(word for word in words if word.startswith("http"))
    [reply] = blocks_of(markdown, "json")
    return urlsplit(address).path, words[words.index("-d") + 1], json.loads(reply)


def find_names(root: Path, packages: list[str]) -> set[str]:
    """What the code gives a name: classes, functions, fields, keys and values of the data."""
    names: set[str] = set()
    for package in packages:
        for file in (root / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef | ast.FunctionDef):
                    names.add(node.name)
                elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                    names.add(node.target.id)
                elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
                    names.add(str(node.value.value))
        for file in (root / package).rglob("*.toml"):
            names |= names_in_data(tomllib.loads(file.read_text(encoding="utf-8")))
    return names


def names_in_data(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data).union(*(names_in_data(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(names_in_data(value) for value in data))
    return {data} if isinstance(data, str) else set()


@pytest.fixture(scope="session")
def sample_corpus(samples_dir, tmp_path_factory) -> Path:
    """A corpus of all sample reports, as the demo makes it."""
    folder = tmp_path_factory.mktemp("docs") / "data"
    results = ingest_paths(folder, [samples_dir / "reports"])
    assert [result.path.name for result in results if result.failed] == []
    return folder


@pytest.mark.parametrize("readme", READMES)
def test_the_examples_of_ask_print_what_the_readme_shows(readme, sample_corpus, capsys):
    examples = find_ask_examples(read(readme))
    assert examples, "the readme shows no answered question"
    stale = {}
    for question, shown in examples:
        assert ask(question, sample_corpus, as_json=False) == 0
        printed = capsys.readouterr().out.splitlines()
        if lines := find_stale_lines(shown, printed):
            stale[question] = {"shown": lines, "printed": printed}
    assert stale == {}


@pytest.mark.parametrize("readme", READMES)
def test_the_http_example_gets_the_reply_that_the_readme_shows(readme, sample_corpus):
    path, body, shown = find_http_example(read(readme))
    with TestClient(create_app(Settings(data=sample_corpus))) as client:
        reply = client.post(path, content=body, headers={"Content-Type": "application/json"})
        assert reply.status_code == 200
        assert find_differences(shown, reply.json()) == []
        [citation] = reply.json()["citations"]
        assert client.get(citation["url"]).headers["content-type"] == "image/png"


@pytest.mark.parametrize("readme", READMES)
def test_every_outcome_is_listed_with_a_question_that_ends_so(readme, sample_corpus):
    rows = find_rows(read(readme), "", width=3)
    listed = {question: name for name, _, question in rows if name in list(Outcome)}
    assert sorted(listed.values()) == sorted(outcome.value for outcome in Outcome)
    corpus = Corpus(sample_corpus)
    answerer = Answerer(corpus, Settings(data=sample_corpus))
    ends = {text: answerer.ask(Question(text)).outcome.value for text in listed}
    corpus.close()
    assert ends == listed


@pytest.mark.parametrize("readme", READMES)
def test_every_setting_is_listed_with_its_default(readme):
    prefix = Settings.model_config["env_prefix"]
    rows = find_rows(read(readme), prefix, width=3)
    assert {name: default for name, default, _ in rows} == {
        f"{prefix}{name.upper()}": str(field.default)
        for name, field in Settings.model_fields.items()
    }


@pytest.mark.parametrize("readme", READMES)
def test_the_evaluation_table_is_of_the_gold_set_and_its_held_cases(readme):
    gold = read_gold_set(CASES_DIR / "samples.jsonl")
    held = set(read_held(gold))
    cases = Counter(case.kind for case in gold.cases)
    passed = Counter(case.kind for case in gold.cases if case.id in held)
    rows = find_rows(read(readme), "", width=4)
    assert {kind: int(count) for kind, count, _, _ in rows} == dict(cases)
    if held:
        assert {kind: int(count) for kind, _, count, _ in rows if count != "0"} == dict(passed)


def test_every_identifier_of_the_glossary_is_one_of_the_code():
    given = IDENTIFIER.findall(read("GLOSSARY.md"))
    assert given
    assert sorted(set(given) - find_names(ROOT, read_packages(ROOT))) == []


def test_every_decision_is_in_the_index():
    index = LINK.findall(read("docs/README.md"))
    records = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [link for link in index if link.startswith("decisions/")] == [
        f"decisions/{record.name}" for record in records
    ]


def test_every_link_between_documents_leads_somewhere():
    documents = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("*/README.md")]
    broken = [
        f"{document.relative_to(ROOT).as_posix()}: {link}"
        for document in documents
        for link in LINK.findall(document.read_text(encoding="utf-8"))
        if not urlsplit(link).scheme
        and not (document.parent / urlsplit(link).path).resolve().exists()
    ]
    assert broken == []


def test_a_stale_example_of_ask_is_seen():
    markdown = (
        '```console\n$ ls\ndata\n$ disclosure-qa ask "几批？"\n13 批次[1]\n  [1] 第 2 页\n…\n```\n'
    )
    [(question, shown)] = find_ask_examples(markdown)
    assert (question, shown) == ("几批？", ["13 批次[1]", "  [1] 第 2 页", LEFT_OUT])
    assert find_stale_lines(shown, ["13 批次[1]", "  [1] 第 2 页", "  · 几人？"]) == []
    assert find_stale_lines(shown, ["13 批次[1]", "  [1] 第 3 页"]) == ["  [1] 第 2 页"]
    assert find_stale_lines(shown, ["14 批次[1]", "  [1] 第 2 页"]) == ["13 批次[1]"]
    assert find_stale_lines([], ["13 批次[1]"]) == ["nothing is shown"]


def test_a_stale_reply_is_seen():
    actual = {"values": [{"value": "13", "unit": "批次"}], "page": 2, "elapsed_ms": 3.1}
    assert find_differences({"values": [{"value": "13"}], "elapsed_ms": 9}, actual) == []
    assert find_differences({"values": [{"value": "14"}]}, actual) == [
        "values[0].value: '14' is shown, '13' is sent"
    ]
    assert find_differences({"values": [], "pages": 2}, actual) == [
        "pages is no field",
        "values: [] is shown, [{'value': '13', 'unit': '批次'}] is sent",
    ]


def test_a_name_that_the_code_does_not_have_is_seen(tmp_path):
    (tmp_path / "service").mkdir()
    code = '"""A word."""\nclass Basis:\n    ACTUAL = "actual"\n    year: int\n'
    (tmp_path / "service/fact.py").write_text(code, encoding="utf-8")
    data = '[hospitality]\nfund = "all"\n[[form]]\nkey = "income"\n'
    (tmp_path / "service/concepts.toml").write_text(data, encoding="utf-8")
    names = find_names(tmp_path, ["service"])
    assert names >= {"Basis", "actual", "year", "hospitality", "all", "income"}
    assert "word" not in names
