"""The rules of the house hold here, and the checks see it when they do not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import house
from tests.conftest import ROOT

PACKAGES = house.read_packages(ROOT)
READMES = ["README.md", "README.zh-CN.md"]
DOCUMENTS = [
    *ROOT.glob("*.md"),
    *(ROOT / "docs").rglob("*.md"),
    *(ROOT / "samples").rglob("*.md"),
    *(ROOT / "prompts").rglob("*.md"),
    *ROOT.glob("*.toml"),
    *ROOT.glob("*.yml"),
    ROOT / "Dockerfile",
]


def write(file: Path, text: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def run_console_script(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from cli.main import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "TERM": "dumb", "NO_COLOR": "1"},
    )


def test_the_listed_packages_exist_and_every_tool_lists_the_same():
    assert house.find_package_faults(ROOT) == []


def test_a_package_that_is_listed_and_absent_is_seen(tmp_path):
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    write(tmp_path / "pyproject.toml", pyproject)
    assert house.find_package_faults(tmp_path) == [
        f"{name} is listed and absent" for name in PACKAGES
    ]


def test_every_folder_of_python_files_is_a_package():
    assert house.find_folders_without_init(ROOT, [*PACKAGES, "tests"]) == []


def test_a_folder_without_init_is_seen(tmp_path):
    write(tmp_path / "ingest/__init__.py")
    write(tmp_path / "ingest/readers/deep/pdf.py")
    found = house.find_folders_without_init(tmp_path, ["ingest"])
    assert found == ["ingest/readers", "ingest/readers/deep"]


def test_no_file_is_longer_than_one_job():
    assert house.find_long_files(ROOT, [*PACKAGES, "tests", "samples", "scripts"]) == []


def test_a_long_file_is_seen(tmp_path):
    write(tmp_path / "ingest/short.py", "x = 1\n" * house.MOST_LINES)
    write(tmp_path / "ingest/long.py", "x = 1\n" * (house.MOST_LINES + 1))
    assert house.find_long_files(tmp_path, ["ingest"]) == ["ingest/long.py: 401 lines"]


def test_no_condition_holds_a_chinese_literal():
    assert house.find_chinese_conditions(ROOT, [*PACKAGES, "scripts"]) == []


@pytest.mark.parametrize(
    "code",
    [
        "if x == '元':\n    pass",
        "if y:\n    pass\nelif x in ('元',):\n    pass",
        "if (\n    x\n    == '元'\n):\n    pass",
        "y = 1 if x.startswith('元') else 2",
        "y = [z for z in x if '元' in z]",
        "match x:\n    case '元':\n        pass",
        "if f'{x}元' == y:\n    pass",
        "if x == '\\u5143':\n    pass",
    ],
)
def test_a_chinese_literal_in_a_condition_is_seen(tmp_path, code):
    write(tmp_path / "ingest/units.py", code)
    [found] = house.find_chinese_conditions(tmp_path, ["ingest"])
    assert found.startswith("ingest/units.py:")


def test_chinese_outside_conditions_is_allowed(tmp_path):
    write(tmp_path / "ingest/units.py", '"""金额单位 unit."""\nif x:  # 元\n    y = "元"\n')
    assert house.find_chinese_conditions(tmp_path, ["ingest"]) == []


def test_documents_name_no_path_of_a_machine():
    scripts = [file for file in (ROOT / "scripts").iterdir() if file.is_file()]
    assert house.find_machine_paths(ROOT, [*DOCUMENTS, *scripts]) == []


def test_a_path_of_a_machine_is_seen(tmp_path):
    paths = ["/".join(["", *parts]) for parts in (["work", "x"], ["root"], ["home", "me"])]
    allowed = ["GET /v1/reports", "docs/home.md", "./work/x", "/workers", "~/home"]
    document = write(tmp_path / "guide.md", "\n".join(paths + allowed))
    assert len(house.find_machine_paths(tmp_path, [document])) == len(paths)


def test_shown_commands_are_read_from_shell_blocks_only():
    text = '```bash\n$ disclosure-qa ask "q" \\\n  --json  # one\n# note\n```\n```json\n{}\n```\n'
    assert house.find_shown_commands(text) == [["disclosure-qa", "ask", '"q"', "--json"]]


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_shows_only_commands_that_exist(readme):
    shown = house.find_shown_commands((ROOT / readme).read_text(encoding="utf-8"))
    ours = [words[1:] for words in shown if words[0] == "disclosure-qa"]
    scripts = [words[0] for words in shown if words[0].startswith(("./scripts/", "scripts/"))]
    assert ours, "the readme shows no command of ours"
    assert [script for script in scripts if not os.access(ROOT / script, os.X_OK)] == []
    for command in sorted({words[0] for words in ours if words}):
        shown_help = run_console_script(command, "--help")
        assert shown_help.returncode == 0, f"disclosure-qa {command} does not exist"
        options = {
            word.split("=")[0]
            for words in ours
            if words[:1] == [command]
            for word in words[1:]
            if word.startswith("--")
        }
        missing = [option for option in sorted(options) if option not in shown_help.stdout]
        assert missing == [], f"disclosure-qa {command} does not have these options"
