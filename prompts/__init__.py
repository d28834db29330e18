"""The wording of answers, and everything said to a language model, as data."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any


@lru_cache(maxsize=1)
def wording() -> dict[str, dict[str, Any]]:
    """The wording of deterministic answers (answers.zh-CN.toml), by section and key."""
    text = Path(__file__).with_name("answers.zh-CN.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
