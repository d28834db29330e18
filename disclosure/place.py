"""Where something is printed: page and box. Provenance is the place, never the value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in PDF points, origin at the top left corner of the page as shown.

    Shown means with its rotation and cut to its crop box, as every viewer draws it.
    """

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: Box) -> Box:
        """The smallest box around both."""
        return Box(
            min(self.x0, other.x0),
            min(self.top, other.top),
            max(self.x1, other.x1),
            max(self.bottom, other.bottom),
        )

    def as_list(self) -> list[float]:
        """`[x0, top, x1, bottom]`, rounded to a hundredth of a point, for JSON and URLs."""
        return [round(v, 2) for v in (self.x0, self.top, self.x1, self.bottom)]


def union_of(boxes: Iterable[Box]) -> Box | None:
    """The smallest box around all `boxes`; None when there is none."""
    result: Box | None = None
    for box in boxes:
        result = box if result is None else result.union(box)
    return result


@dataclass(frozen=True, slots=True)
class Turn:
    """How text that is not set upright lies on its page.

    `quarters` counts quarter turns against the clock: 1 reads upwards, 2 stands on its head, 3
    reads downwards. `width` and `height` are those of the page as it is shown. Text is read in the
    coordinates of the page turned so that it stands upright.
    """

    quarters: int
    width: float
    height: float

    def upright(self, box: Box) -> Box:
        """A box of the page in the coordinates in which its text is upright."""
        if self.quarters == 1:
            return Box(self.height - box.bottom, box.x0, self.height - box.top, box.x1)
        if self.quarters == 3:
            return Box(box.top, self.width - box.x1, box.bottom, self.width - box.x0)
        return self._over(box)

    def shown(self, box: Box) -> Box:
        """The inverse of `upright`."""
        if self.quarters == 1:
            return Box(box.top, self.height - box.x1, box.bottom, self.height - box.x0)
        if self.quarters == 3:
            return Box(self.width - box.bottom, box.x0, self.width - box.top, box.x1)
        return self._over(box)

    def _over(self, box: Box) -> Box:
        return Box(
            self.width - box.x1,
            self.height - box.bottom,
            self.width - box.x0,
            self.height - box.top,
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A printed place. `page` counts from 1 in the file as given, None without pages."""

    page: int | None = None
    box: Box | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch `[start, end)` of a text that stands in one line of one page.

    `edges` holds the left edge of every character and the right edge of the last one,
    so it has `end - start + 1` values; it is empty for sources without pages. Edges and heights of
    a line that is not upright are those of `turn`.
    """

    start: int
    end: int
    page: int | None
    top: float = 0.0
    bottom: float = 0.0
    edges: tuple[float, ...] = ()
    turn: Turn | None = None

    def box(self, start: int, end: int) -> Box | None:
        """The box around the characters `[start, end)` as far as they stand in this run."""
        first, last = max(start, self.start), min(end, self.end)
        if first >= last or not self.edges:
            return None
        left = self.edges[first - self.start]
        right = max(self.edges[first - self.start + 1 : last - self.start + 1])
        box = Box(left, self.top, right, self.bottom)
        return box if self.turn is None else self.turn.shown(box)


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text joined over lines and pages that still knows where each character is printed."""

    text: str
    runs: tuple[Run, ...] = ()

    def place(self, start: int = 0, end: int | None = None, page: int | None = None) -> Place:
        """The box of `[start, end)` on one page: on `page`, else on the page where it begins."""
        stop = len(self.text) if end is None else end
        touched = [run for run in self.runs if run.start < stop and run.end > start]
        if not touched:
            return Place()
        page = touched[0].page if page is None else page
        boxes = [run.box(start, stop) for run in touched if run.page == page]
        return Place(page, union_of(box for box in boxes if box is not None))

    def slice(self, start: int, end: int) -> PlacedText:
        """The part `[start, end)` with its runs shifted to begin at zero."""
        runs = []
        for run in self.runs:
            first, last = max(start, run.start), min(end, run.end)
            if first >= last:
                continue
            edges = run.edges[first - run.start : last - run.start + 1] if run.edges else ()
            runs.append(replace(run, start=first - start, end=last - start, edges=edges))
        return PlacedText(self.text[start:end], tuple(runs))
