"""A gold set: the cases, and beside them what they need and what they must reach.

`changle.jsonl` are the cases, `changle.toml` the reports to ingest and the thresholds of the gate,
`changle.held.txt` the ids of the cases that passed when the level was last held.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from eval.case import Case, GoldError, read_cases

CASES_DIR = Path(__file__).parent / "cases"
_SHARED = "DISCLOSURE_QA_SHARED"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a run must reach. A threshold that the config leaves out is not checked."""

    pass_rate: Decimal | None = None
    wrong_figures: int | None = None
    uncited_figures: int | None = None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """The cases of one file with their config."""

    name: str
    path: Path
    cases: tuple[Case, ...]
    title: str = ""
    reports: tuple[str, ...] = ()
    gate: Gate = Gate()

    @property
    def held_path(self) -> Path:
        """Where the ids of the held cases stand."""
        return self.path.with_suffix(".held.txt")

    @property
    def sha256(self) -> str:
        """The digest of the cases, to tell results of different sets apart."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    def report_paths(self, environment: Mapping[str, str] | None = None) -> list[Path]:
        """The files and folders to ingest, relative to the set; $DISCLOSURE_QA_SHARED is filled in.

        That variable is by default `shared` beside the checkout, as for the tests.
        """
        shared = (os.environ if environment is None else environment).get(_SHARED)
        folder = shared or str(CASES_DIR.parent.parent.parent / "shared")
        names = [name.replace(f"${_SHARED}", folder) for name in self.reports]
        return [(self.path.parent / name).resolve() for name in names]


def read_gold_set(path: Path) -> GoldSet:
    """The set with its config, if it has one. Raises GoldError."""
    cases = tuple(read_cases(path))
    name = path.name.removesuffix(".jsonl")
    config_path = path.with_suffix(".toml")
    if not config_path.is_file():
        return GoldSet(name, path, cases, title=name)
    config = _read_config(config_path)
    return GoldSet(
        name=name,
        path=path,
        cases=cases,
        title=str(config.get("title", name)),
        reports=tuple(config.get("reports", ())),
        gate=_parse_gate(config.get("gate", {}), config_path.name),
    )


def find_own_sets() -> list[Path]:
    """The gold sets of the repository."""
    return sorted(CASES_DIR.glob("*.jsonl"))


def read_held(gold: GoldSet) -> list[str]:
    """The ids of the held cases; none when the level was never held."""
    if not gold.held_path.is_file():
        return []
    lines = gold.held_path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def write_held(gold: GoldSet, passing: list[str]) -> None:
    """Hold the level: these cases must pass from now on."""
    head = f"# Cases of {gold.path.name} that pass; written by `disclosure-qa eval --hold`.\n"
    gold.held_path.write_text(head + "".join(f"{i}\n" for i in sorted(passing)), encoding="utf-8")


def _read_config(path: Path) -> dict[str, Any]:
    try:
        config = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise GoldError(f"{path.name}: not TOML: {error}") from error
    _check_names(config, {"title", "reports", "gate"}, path.name)
    return config


def _parse_gate(body: dict[str, Any], place: str) -> Gate:
    _check_names(body, {"pass_rate", "wrong_figures", "uncited_figures"}, f"{place}: gate")
    try:
        rate = Decimal(body["pass_rate"]) if "pass_rate" in body else None
    except (InvalidOperation, TypeError) as error:
        raise GoldError(f"{place}: gate.pass_rate: not a number") from error
    if rate is not None and not 0 <= rate <= 1:
        raise GoldError(f"{place}: gate.pass_rate: must lie between 0 and 1")
    return Gate(rate, body.get("wrong_figures"), body.get("uncited_figures"))


def _check_names(body: dict[str, Any], known: set[str], place: str) -> None:
    for name in body:
        if name not in known:
            raise GoldError(f"{place}: {name}: unknown; known are {', '.join(sorted(known))}")
