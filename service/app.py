"""The only wiring of the service: settings in, application out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from disclosure.corpus import Conversations, Corpus
from service.answering import Answerer
from service.page_images import PageImages
from service.routes import ask, facts, health, pages, reports
from service.routes.openapi import describe, find_version
from service.routes.problems import add_problem_handlers
from service.routes.protection import BodyLimit, SecurityHeaders
from service.routes.wiring import Answers, Wiring
from service.settings import Settings

_ABOUT = (
    "Questions about published Chinese budget and final accounts reports, "
    "answered with the printed place of every figure."
)


def create_app(settings: Settings, answerer: Answers | None = None) -> FastAPI:
    """The application over the corpus of `settings`; `answerer` replaces the engine in tests."""
    corpus = Corpus(settings.data)
    wiring = Wiring(
        settings=settings,
        corpus=corpus,
        conversations=Conversations(corpus),
        answerer=answerer or Answerer(corpus, settings),
        images=PageImages(settings.page_dpi, settings.page_cache),
    )

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        corpus.close()

    app = FastAPI(
        title="disclosure-qa",
        version=find_version(),
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.wiring = wiring
    app.openapi = describe(app)  # type: ignore[method-assign]
    for part in (ask, reports, facts, health, pages):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=pages.STATIC), name="static")
    add_problem_handlers(app)
    app.add_middleware(BodyLimit, most_bytes=settings.max_body_bytes)
    app.add_middleware(SecurityHeaders)
    return app
