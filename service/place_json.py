"""A printed place as JSON values: its box, and the address of the page picture that marks it."""

from __future__ import annotations

from disclosure.place import Place


def picture_url(report_id: str, place: Place) -> str | None:
    """The page picture with the place marked; None for sources without pages."""
    if place.page is None:
        return None
    base = f"/v1/reports/{report_id}/pages/{place.page}.png"
    if place.box is None:
        return base
    return f"{base}?highlight=" + ",".join(f"{edge:g}" for edge in place.box.as_list())
