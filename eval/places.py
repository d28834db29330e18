"""Comparing the cited places with the expected ones: page, and table, row and quoted words."""

from __future__ import annotations

from typing import Any

from disclosure.labels import normalise_label, squeeze
from eval.case import ExpectedPlace, ExpectedTurn
from eval.figures import Answer, calculation_inputs, find_matched

Citation = dict[str, Any]


def citations_of(answer: Answer, indices: list[int]) -> list[Citation]:
    """The citations with these indices; an index that leads nowhere is left out."""
    citations = list(answer.get("citations") or [])
    return [citations[i] for i in dict.fromkeys(indices) if 0 <= i < len(citations)]


def relevant_citations(expected: ExpectedTurn, answer: Answer) -> list[Citation]:
    """The citations that the expected figures rest on; all of them where no figure is expected.

    A citation of the right page under another figure proves nothing, so where a figure is asked
    for only the citations of the matching values and of the inputs of their calculation count.
    """
    if not expected.values:
        return list(answer.get("citations") or [])
    indices = [i for value in find_matched(expected, answer) for i in value.get("citations") or []]
    if indices:
        indices += [entry["citation"] for entry in calculation_inputs(answer)]
    return citations_of(answer, indices)


def has_page(place: ExpectedPlace, citation: Citation) -> bool:
    """Whether the page is the expected one; a source without pages (page null) is let through."""
    return place.page is None or citation.get("page") in (None, place.page)


def has_place(place: ExpectedPlace, citation: Citation) -> bool:
    """Whether table, row and quoted words are the expected ones.

    Compared without white space and in NFKC; labels also without numbering and quotation marks
    (`normalise_label`), because a report prints its own titles in several ways.
    """
    if place.table is not None and not _same_label(place.table, citation.get("table")):
        return False
    if place.row is not None and not _same_label(place.row, citation.get("row")):
        return False
    return place.contains is None or squeeze(place.contains) in squeeze(citation.get("quote") or "")


def _same_label(expected: str, given: str | None) -> bool:
    return normalise_label(expected) == normalise_label(given or "")
