"""`disclosure-qa doctor`: the installation, the model, the stores, and whether they agree."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, metadata, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table

from disclosure.corpus import Corpus
from disclosure.corpus.integrity import find_database_faults, find_source_faults, is_corpus
from disclosure.errors import DisclosureError
from service.index_state import IndexState, find_index_state, read_manifest
from service.settings import Settings, load_settings

_PACKAGE = "disclosure-qa"
_OLDEST_PYTHON = (3, 11)
_PROBE = "公务接待费"


class State(StrEnum):
    """How a check came out; only WRONG changes the exit status."""

    GOOD = "ok"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table; `remedy` says what to do."""

    what: str
    state: State
    found: str
    remedy: str = ""


def doctor(data: Path | None = None) -> int:
    """Check and print. The exit status: 0 when nothing is wrong, 1 otherwise.

    Raises DisclosureError when a setting cannot be used.
    """
    settings = load_settings(data=data)
    console = Console()
    with console.status("Checking; loading the embedding model takes some seconds …"):
        checks = list(run_checks(settings))
    table = Table("", "what", "found", "what to do", title="disclosure-qa doctor")
    styles = {State.GOOD: "green", State.NOTE: "yellow", State.WRONG: "bold red"}
    for check in checks:
        state = f"[{styles[check.state]}]{check.state.value}[/]"
        table.add_row(state, check.what, check.found, check.remedy)
    console.print(table)
    return 1 if any(check.state is State.WRONG for check in checks) else 0


def run_checks(settings: Settings) -> Iterator[Check]:
    """All checks in order; one that fails does not keep the others from running."""
    yield check_python()
    yield check_packages()
    yield _guarded("embedding model", lambda: check_model(settings))
    if not is_corpus(settings.data):
        remedy = f"{_PACKAGE} ingest PATH, or name another folder with --data"
        yield Check("corpus", State.NOTE, "nothing has been ingested here yet", remedy)
        return
    try:
        corpus = Corpus(settings.data)
    except Exception as error:  # noqa: BLE001 - a damaged store may raise anything
        remedy = "restore the data folder from a copy, or ingest into a new one"
        yield Check("corpus", State.WRONG, f"cannot be opened: {error}", remedy)
        return
    try:
        yield _guarded("corpus", lambda: check_corpus(corpus))
        yield _guarded("source files", lambda: check_sources(corpus))
        yield _guarded("passage index", lambda: check_index(corpus, settings))
    finally:
        corpus.close()


def check_python() -> Check:
    """The version of Python."""
    found = ".".join(str(part) for part in sys.version_info[:3])
    if sys.version_info[:2] < _OLDEST_PYTHON:
        oldest = ".".join(str(part) for part in _OLDEST_PYTHON)
        return Check("Python", State.WRONG, found, f"install Python {oldest} or newer")
    return Check("Python", State.GOOD, found)


def check_packages() -> Check:
    """Whether every library that the package declares is there in a version that it allows."""
    try:
        declared = [Requirement(line) for line in requires(_PACKAGE) or []]
        found = f"{_PACKAGE} {metadata(_PACKAGE)['Version']}"
    except PackageNotFoundError:
        remedy = "pip install -e . in the checkout"
        return Check("packages", State.NOTE, "runs from a checkout that is not installed", remedy)
    faults = [fault for fault in map(_package_fault, _wanted(declared)) if fault]
    if faults:
        remedy = f"pip install --force-reinstall {_PACKAGE}"
        return Check("packages", State.WRONG, "; ".join(faults), remedy)
    return Check("packages", State.GOOD, found)


def check_model(settings: Settings) -> Check:
    """Whether the embedding model is what was tested, and gives a vector."""
    from service.retrieval.embed import Embedder, EmbeddingUnavailableError

    name = settings.embedding_model
    try:
        vectors = Embedder(name).embed_queries([_PROBE])
    except EmbeddingUnavailableError as error:
        # Text questions go on with the search by words; numeric ones never use the model.
        return Check("embedding model", State.WRONG, f"{name} is not available", str(error))
    return Check("embedding model", State.GOOD, f"{name}, {vectors.shape[1]} dimensions")


def check_corpus(corpus: Corpus) -> Check:
    """Whether the database is whole."""
    faults = find_database_faults(corpus)
    if faults:
        remedy = "restore the data folder from a copy, or ingest the reports into a new one"
        return Check("corpus", State.WRONG, "; ".join(faults), remedy)
    held = f"{len(corpus.reports())} reports, generation {corpus.generation}"
    return Check("corpus", State.GOOD, held)


def check_sources(corpus: Corpus) -> Check:
    """Whether every report still has the file that it was read from, unchanged."""
    faults = find_source_faults(corpus)
    if faults:
        remedy = f"{_PACKAGE} remove ID for each, then ingest its file again"
        return Check("source files", State.WRONG, "; ".join(faults), remedy)
    return Check("source files", State.GOOD, f"{len(corpus.reports())} present and unchanged")


def check_index(corpus: Corpus, settings: Settings) -> Check:
    """Whether the index is a view of this corpus, by the model that is set."""
    state = find_index_state(corpus)
    rebuild = "delete the folder `index` of the data folder; the next text question rebuilds it"
    if state is IndexState.UNREADABLE:
        return Check("passage index", State.WRONG, state.value, rebuild)
    manifest = read_manifest(corpus)
    if manifest is None or state is IndexState.BEHIND:
        return Check("passage index", State.NOTE, state.value)
    if manifest.model not in (None, settings.embedding_model):
        found = f"made by {manifest.model}, the setting names {settings.embedding_model}"
        return Check("passage index", State.WRONG, found, rebuild)
    held = {report.id: corpus.counts(report.id)["chunks"] for report in corpus.reports()}
    if manifest.passages != held:
        return Check("passage index", State.WRONG, "does not hold what the corpus holds", rebuild)
    return Check("passage index", State.GOOD, f"{sum(held.values())} passages, {manifest.model}")


def _guarded(what: str, check: Callable[[], Check]) -> Check:
    """A check that fails is a finding too."""
    try:
        return check()
    except DisclosureError as error:
        return Check(what, State.WRONG, str(error))
    except Exception as error:  # noqa: BLE001 - doctor reports, it never stops half-way
        return Check(what, State.WRONG, f"{type(error).__name__}: {error}")


def _wanted(declared: Iterable[Requirement]) -> Iterator[Requirement]:
    for requirement in declared:
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _package_fault(requirement: Requirement) -> str | None:
    try:
        found = version(requirement.name)
    except PackageNotFoundError:
        return f"{requirement.name} is missing"
    if not requirement.specifier.contains(found, prereleases=True):
        return f"{requirement.name} {found} is not {requirement.specifier}"
    return None
