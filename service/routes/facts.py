"""Facts by filter, as JSON or as CSV."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from disclosure.corpus import Corpus
from disclosure.corpus.fact_search import FactFilter, FactPage, find_facts
from disclosure.fact import Basis
from disclosure.fact_fields import FieldValue, fact_fields, render_csv
from service.report_schemas import FactPageOut
from service.routes.problems import problems
from service.routes.wiring import Wired
from service.schemas import Name, Year

router = APIRouter(prefix="/v1/facts", tags=["facts"])
_CSV, _JSON = "text/csv", "application/json"


class FactQuery(BaseModel):
    """The filter; a misspelt one is refused, for it would return everything."""

    model_config = ConfigDict(extra="forbid")

    department: Name | None = Field(default=None, description="Department as printed")
    year: Year | None = Field(default=None, description="The year that the figure describes")
    table: Name | None = Field(default=None, description="Table id, form, or part of the title")
    item: Name | None = Field(default=None, description="Concept, code, or part of the label")
    measure: Basis | None = Field(default=None, description="What the figure measures")
    report_id: Name | None = Field(default=None, description="One report only")
    limit: int = Field(default=100, ge=1, le=5000, description="Facts on a page")
    offset: int = Field(default=0, ge=0, le=10**9, description="Facts before the page")

    def to_filter(self) -> FactFilter:
        """The filter as the corpus takes it."""
        return FactFilter(
            department=self.department,
            year=self.year,
            report_id=self.report_id,
            basis=self.measure,
            table=self.table,
            item=self.item,
        )


@router.get(
    "",
    response_model=FactPageOut,
    responses={200: {"content": {_CSV: {"schema": {"type": "string"}}}}, **problems(422)},
)
def list_facts(query: Annotated[FactQuery, Query()], request: Request, wired: Wired) -> Any:
    """What is printed with its place, a page at a time; CSV when `Accept` prefers `text/csv`."""
    found = find_facts(wired.corpus, query.to_filter(), offset=query.offset, limit=query.limit)
    items = _fields(wired.corpus, found)
    following = _next_page(request, query, found)
    headers = {"Vary": "Accept", "X-Total-Count": str(found.total)}
    if following is not None:
        headers["Link"] = f'<{following}>; rel="next"'
    if _prefers_csv(request.headers.get("accept", "")):
        return Response(render_csv(items), media_type=_CSV, headers=headers)
    page = {
        "items": items,
        "total": found.total,
        "limit": query.limit,
        "offset": query.offset,
        "next": following,
    }
    return JSONResponse(FactPageOut.model_validate(page).model_dump(mode="json"), headers=headers)


def _fields(corpus: Corpus, found: FactPage) -> list[dict[str, FieldValue]]:
    reports = {name: corpus.report(name) for name in {fact.report_id for fact in found.facts}}
    return [fact_fields(fact, reports[fact.report_id]) for fact in found.facts]


def _next_page(request: Request, query: FactQuery, found: FactPage) -> str | None:
    offset = query.offset + query.limit
    if offset >= found.total:
        return None
    url = request.url.include_query_params(offset=offset, limit=query.limit)
    return f"{url.path}?{url.query}"


def _prefers_csv(accept: str) -> bool:
    """Whether `Accept` ranks CSV above JSON; of equal ones the first counts."""
    ranks: dict[str, float] = {}
    for entry in accept.split(","):
        kind, _, parameters = entry.strip().partition(";")
        weight = parameters.replace(" ", "").removeprefix("q=")
        try:
            ranks.setdefault(kind.strip().lower(), float(weight) if weight else 1.0)
        except ValueError:
            ranks.setdefault(kind.strip().lower(), 1.0)
    if ranks.get(_CSV, 0) <= 0:
        return False
    json_rank = ranks.get(_JSON, 0)
    order = list(ranks)
    if ranks[_CSV] == json_rank:
        return order.index(_CSV) < order.index(_JSON)
    return ranks[_CSV] > json_rank
