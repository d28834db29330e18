"""The pages for people: the demo page and the description of the interface, without any CDN."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from service.routes.wiring import Wired

STATIC = Path(__file__).resolve().parent.parent / "static"
router = APIRouter(include_in_schema=False)
_NO_STORE = {"Cache-Control": "no-cache"}


@router.get("/", response_class=HTMLResponse)
def demo_page(wired: Wired) -> HTMLResponse:
    """The demo page; it has to know the resolution of page pictures to scroll to a marked place."""
    page = _read("index.html").replace("{{page_dpi}}", str(wired.settings.page_dpi))
    return HTMLResponse(page, headers=_NO_STORE)


@router.get("/docs", response_class=HTMLResponse)
def docs_page() -> HTMLResponse:
    """The interface described: /openapi.json made readable, and each call to be tried."""
    return HTMLResponse(_read("docs.html"), headers=_NO_STORE)


@lru_cache(maxsize=8)
def _read(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")
