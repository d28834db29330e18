"""Whether the process lives, and whether it can answer."""

from __future__ import annotations

import logging
from typing import Any

from fastapi import APIRouter, HTTPException

from service.index_state import find_index_state
from service.routes.problems import problems
from service.routes.wiring import Wired
from service.schemas import HealthOut, ReadyOut

router = APIRouter(tags=["state"])
_log = logging.getLogger(__name__)


@router.get("/healthz", response_model=HealthOut)
def is_alive() -> dict[str, str]:
    """The process answers; nothing else is looked at."""
    return {"status": "ok"}


@router.get("/readyz", response_model=ReadyOut, responses=problems(503))
def is_ready(wired: Wired) -> dict[str, Any]:
    """The corpus was read just now; the state of the index is told beside it."""
    try:
        reports = len(wired.corpus.reports())
        generation = wired.corpus.generation
    except Exception as error:  # noqa: BLE001 - whatever the store raises, the truth is "not ready"
        _log.error("the corpus cannot be read: %s", error)
        raise HTTPException(503, "the corpus cannot be read", {"Retry-After": "5"}) from None
    # Numeric questions need no index, so a service without one is ready all the same.
    return {
        "status": "ready",
        "reports": reports,
        "generation": generation,
        "index": find_index_state(wired.corpus),
    }
