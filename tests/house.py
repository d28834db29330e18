"""The rules of the house that no linter knows: each `find_` lists what breaks one of them."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

MOST_LINES = 400
CODE_SUFFIXES = {".py", ".ts"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|home)(?![\w-])")
FENCED_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
SHELL_LANGUAGES = {"bash", "sh", "shell", "console", ""}


def read_pyproject(root: Path) -> dict:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def read_packages(root: Path) -> list[str]:
    """The top-level packages, as pyproject.toml lists them for the wheel."""
    return read_pyproject(root)["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]


def find_package_faults(root: Path) -> list[str]:
    """Packages that do not exist, and lists of them in pyproject.toml that disagree."""
    pyproject = read_pyproject(root)
    packages = read_packages(root)
    faults = [f"{name} is listed and absent" for name in packages if not (root / name).is_dir()]
    lists = {
        "importlinter": pyproject["tool"]["importlinter"]["root_packages"],
        "mypy": pyproject["tool"]["mypy"]["packages"],
    }
    faults += [f"{tool} checks {names}" for tool, names in lists.items() if names != packages]
    return faults


def find_folders_without_init(root: Path, top_folders: list[str]) -> list[str]:
    """Folders that hold Python files, themselves or further down, and no `__init__.py`."""
    folders = {
        folder
        for top in top_folders
        for file in (root / top).rglob("*.py")
        for folder in file.parents
        if folder.is_relative_to(root / top)
    }
    return sorted(
        folder.relative_to(root).as_posix()
        for folder in folders
        if not (folder / "__init__.py").is_file()
    )


def find_long_files(root: Path, top_folders: list[str]) -> list[str]:
    """Code files that grew over the limit and want to be two."""
    return [
        f"{file.relative_to(root).as_posix()}: {lines} lines"
        for top in top_folders
        for file in sorted((root / top).rglob("*"))
        if file.suffix in CODE_SUFFIXES and "node_modules" not in file.parts
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]


def conditions(tree: ast.AST) -> Iterator[ast.expr | ast.pattern]:
    """All that decides which way the code goes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If | ast.IfExp | ast.While):
            yield node.test
        elif isinstance(node, ast.comprehension):
            yield from node.ifs
        elif isinstance(node, ast.match_case):
            yield node.pattern


def chinese_literals(expression: ast.AST) -> Iterator[tuple[int, str]]:
    """The strings of an expression with Chinese in them, each with its line."""
    for node in ast.walk(expression):
        if isinstance(node, ast.Constant) and CHINESE.search(str(node.value)):
            yield node.lineno, str(node.value)


def find_chinese_conditions(root: Path, top_folders: list[str]) -> list[str]:
    """Chinese literals in conditions: domain knowledge that belongs in data."""
    found = set()
    for top in top_folders:
        for file in (root / top).rglob("*.py"):
            place = file.relative_to(root).as_posix()
            if place.startswith("eval/cases/"):
                continue
            for condition in conditions(ast.parse(file.read_text(encoding="utf-8"))):
                found |= {f"{place}:{line}: {text}" for line, text in chinese_literals(condition)}
    return sorted(found)


def find_machine_paths(root: Path, files: list[Path]) -> list[str]:
    """Absolute paths of somebody's machine."""
    return [
        f"{file.relative_to(root).as_posix()}:{number}: {line.strip()}"
        for file in files
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
        if MACHINE_PATH.search(line)
    ]


def find_shown_commands(markdown: str) -> list[list[str]]:
    """The commands of the shell blocks of a document, each as its words, without comments."""
    lines = [
        line.removeprefix("$ ").split(" #", 1)[0].strip()
        for language, block in FENCED_BLOCK.findall(markdown)
        if language in SHELL_LANGUAGES
        for line in block.replace("\\\n", " ").splitlines()
    ]
    return [line.split() for line in lines if line and not line.startswith("#")]
