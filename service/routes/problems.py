"""Every error as application/problem+json (RFC 9457), without traceback, path or query."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from itertools import takewhile
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException as StarletteHTTPException

from disclosure.errors import DisclosureError, IndexMismatchError, NotHeldError
from service.schemas import FieldFault, Problem

MEDIA_TYPE = "application/problem+json"
# A field as a client may have misspelt it, or an index.
_FIELD_NAME = re.compile(r"[^\W-]{1,100}")
_log = logging.getLogger(__name__)


class FieldError(Exception):
    """A value that no type could refuse; names the field like the others (status 422)."""

    def __init__(self, field: str, detail: str) -> None:
        super().__init__(detail)
        self.fault = FieldFault(field=field, detail=detail)


def problem_response(
    status: int,
    detail: str,
    faults: Sequence[FieldFault] = (),
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """A problem as a reply."""
    title = HTTPStatus(status).phrase
    problem = Problem(title=title, status=status, detail=detail, errors=list(faults))
    left_out = None if faults else {"errors"}
    body = problem.model_dump(exclude=left_out)
    return JSONResponse(body, status, headers=dict(headers or {}), media_type=MEDIA_TYPE)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route in OpenAPI, for the problems that it may reply with."""
    schema = {"$ref": "#/components/schemas/Problem"}
    content = {MEDIA_TYPE: {"schema": schema}}
    return {
        status: {"description": HTTPStatus(status).phrase, "content": content}
        for status in statuses
    }


def add_problem_handlers(app: FastAPI) -> None:
    """Let no error leave the service in any other form."""
    app.add_exception_handler(StarletteHTTPException, _on_http_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(FieldError, _on_field_error)
    app.add_exception_handler(DisclosureError, _on_disclosure_error)
    app.add_exception_handler(Exception, _on_bug)


def require_json(request: Request) -> None:
    """Status 415 unless the body says that it is JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json" and not kind.endswith("+json"):
        raise HTTPException(415, "send the body as application/json")


def _on_http_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, StarletteHTTPException)
    return problem_response(error.status_code, str(error.detail), headers=error.headers)


def _on_invalid_request(_request: Request, error: Exception) -> JSONResponse:
    """422 with the fields at fault, 400 when the body is not JSON at all."""
    assert isinstance(error, RequestValidationError)
    found = error.errors()
    faults = [FieldFault(field=_field(e["loc"]), detail=e["msg"]) for e in found]
    if any(e["type"] == "json_invalid" for e in found):
        return problem_response(400, "the body is not JSON", faults)
    names = ", ".join(dict.fromkeys(fault.field for fault in faults))
    return problem_response(422, f"not valid: {names}", faults)


def _field(location: Sequence[int | str]) -> str:
    """`question`, `scope.years.0`; what is not in a named field is about the body as a whole."""
    # Pydantic puts the alternatives of a union into the location; they are types and no fields.
    parts = [str(part) for part in location[1:]]
    names = list(takewhile(_FIELD_NAME.fullmatch, parts))
    return ".".join(names) or str(location[0])


def _on_field_error(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, FieldError)
    return problem_response(422, f"not valid: {error.fault.field}", [error.fault])


def _on_disclosure_error(_request: Request, error: Exception) -> JSONResponse:
    """Their messages are written for users and name no path."""
    if isinstance(error, NotHeldError):
        return problem_response(404, str(error))
    if isinstance(error, IndexMismatchError):
        return problem_response(503, str(error), headers={"Retry-After": "30"})
    _log.error("request failed: %s", error)
    return problem_response(500, "the question could not be worked on")


def _on_bug(_request: Request, _error: Exception) -> JSONResponse:
    """The traceback goes to the server's log, which raises the error again behind this reply."""
    return problem_response(500, "an error of the service; it has been logged")
