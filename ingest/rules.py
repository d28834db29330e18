"""Reads the rules that are data: one TOML file beside each step that uses it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=32)
def read_rules(name: str) -> dict[str, Any]:
    """The content of `ingest/<name>.toml`."""
    path = Path(__file__).with_name(f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that finds any of `patterns`."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
