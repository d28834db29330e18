"""/openapi.json: what FastAPI derives from the routes, with problems as they are really sent."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from service.schemas import Problem


def find_version() -> str:
    """The version of the installed package; a checkout that is not installed has none."""
    try:
        return version("disclosure-qa")
    except PackageNotFoundError:
        return "0+unknown"


def describe(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """Makes the description on the first call; to be set as `app.openapi`."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            description = get_openapi(
                title=app.title,
                version=app.version,
                description=app.description,
                routes=app.routes,
            )
            schemas = description.setdefault("components", {}).setdefault("schemas", {})
            problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(problem.pop("$defs", {}))
            schemas["Problem"] = problem
            app.openapi_schema = description
        return app.openapi_schema

    return openapi
