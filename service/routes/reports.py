"""What is held: reports, their tables, and their pages as pictures."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, Header, Path, Query, Response

from disclosure.place import Box
from service.report_json import report_detail_json, report_json, table_json
from service.report_schemas import ReportDetail, ReportList, TableOut
from service.routes.problems import FieldError, problems
from service.routes.wiring import Wired

router = APIRouter(prefix="/v1/reports", tags=["reports"])
_Id = Annotated[str, Path(max_length=200)]
_HIGHLIGHT = Query(
    max_length=100,
    description="x0,top,x1,bottom in PDF points from the top left corner",
    examples=["90,300.2,505.1,315.9"],
)


@router.get("", response_model=ReportList)
def list_reports(wired: Wired) -> dict[str, Any]:
    """The reports that are held, by department and year."""
    corpus = wired.corpus
    items = [report_json(report, corpus.counts(report.id)) for report in corpus.reports()]
    return {"items": items, "total": len(items)}


@router.get("/{report_id}", response_model=ReportDetail, responses=problems(404, 422))
def read_report(report_id: _Id, wired: Wired) -> dict[str, Any]:
    """A report with its outline, its tables, and the places where it contradicts itself."""
    return report_detail_json(wired.corpus, wired.corpus.report(report_id))


@router.get("/{report_id}/tables/{table_id}", response_model=TableOut, responses=problems(404, 422))
def read_table(report_id: _Id, table_id: _Id, wired: Wired) -> dict[str, Any]:
    """A table as the report prints it, blank cells included."""
    report = wired.corpus.report(report_id)
    return table_json(report, wired.corpus.table(report_id, table_id))


@router.get(
    "/{report_id}/pages/{page}.png",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}, 304: {}, **problems(404, 422)},
)
def draw_page(
    report_id: _Id,
    page: Annotated[int, Path(ge=1, le=100_000)],
    wired: Wired,
    highlight: Annotated[str | None, _HIGHLIGHT] = None,
    if_none_match: Annotated[str | None, Header()] = None,
) -> Response:
    """A page of the published file as a picture, with a place marked."""
    report = wired.corpus.report(report_id)
    mark = None if highlight is None else _parse_box(highlight)
    etag = f'"{wired.images.etag(report, page, mark)}"'
    # A report may be replaced under its id, so the browser asks again, and is told so cheaply.
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    if etag in (if_none_match or ""):
        return Response(status_code=304, headers=headers)
    picture = wired.images.png(report, wired.corpus.source_file(report), page, mark)
    return Response(picture, media_type="image/png", headers=headers)


def _parse_box(text: str) -> Box:
    """Four finite numbers that make a rectangle, else status 422."""
    try:
        edges = [float(part) for part in text.split(",")]
    except ValueError:
        edges = []
    if len(edges) != 4 or not all(math.isfinite(e) and abs(e) < 1e6 for e in edges):
        raise FieldError("highlight", "four numbers are needed: x0,top,x1,bottom")
    if edges[0] > edges[2] or edges[1] > edges[3]:
        raise FieldError("highlight", "x0 may not exceed x1, nor top exceed bottom")
    return Box(*edges)
