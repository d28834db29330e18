"""A text knows where each of its characters is printed, whole, in part and over pages."""

import pytest

from disclosure.place import NOWHERE, Box, Place, PlacedText, Run, union_of


def run(text: str, start: int, page: int | None, top: float, left: float = 0.0) -> Run:
    """One line of characters ten points wide and ten points high."""
    edges = tuple(left + 10 * i for i in range(len(text) + 1))
    return Run(start, start + len(text), page, top, top + 10, edges)


# Two lines on page 3, one on page 4:  甲乙丙丁 / 戊己庚 // 辛壬
TEXT = "甲乙丙丁戊己庚辛壬"
PLACED = PlacedText(
    TEXT, (run("甲乙丙丁", 0, 3, 100), run("戊己庚", 4, 3, 120, 50), run("辛壬", 7, 4, 60))
)


@pytest.mark.parametrize(
    ("characters", "page", "box"),
    [
        ("甲", 3, (0, 100, 10, 110)),
        ("乙丙", 3, (10, 100, 30, 110)),
        ("丁", 3, (30, 100, 40, 110)),
        ("戊", 3, (50, 120, 60, 130)),
        ("丁戊", 3, (30, 100, 60, 130)),
        ("甲乙丙丁戊己庚", 3, (0, 100, 80, 130)),
        ("辛壬", 4, (0, 60, 20, 70)),
        ("壬", 4, (10, 60, 20, 70)),
        ("庚辛", 3, (70, 120, 80, 130)),
    ],
)
def test_the_box_frames_the_characters_on_the_page_where_they_begin(characters, page, box):
    start = TEXT.index(characters)
    assert PLACED.place(start, start + len(characters)) == Place(page, Box(*box))


def test_a_page_can_be_asked_for():
    start = TEXT.index("庚")
    assert PLACED.place(start, start + 2, page=4) == Place(4, Box(0, 60, 10, 70))


def test_a_page_without_any_of_the_characters_gives_no_box():
    assert PLACED.place(0, 2, page=4) == Place(4, None)


def test_the_whole_text_is_framed_on_its_first_page():
    assert PLACED.place() == Place(3, Box(0, 100, 80, 130))


def test_a_text_without_runs_is_nowhere():
    assert PlacedText("甲乙").place() == NOWHERE
    assert PLACED.place(9, 9) == NOWHERE


def test_a_source_without_pages_has_a_run_and_no_box():
    assert PlacedText("甲乙", (Run(0, 2, None),)).place() == Place(None, None)


def test_characters_set_closer_than_they_are_wide_stay_in_the_box():
    squeezed = PlacedText("甲乙", (Run(0, 2, 1, 0, 10, (0.0, 12.0, 11.0)),))
    assert squeezed.place().box == Box(0, 0, 12, 10)


@pytest.mark.parametrize(("start", "end"), [(0, 9), (0, 4), (1, 3), (2, 6), (4, 7), (6, 9), (8, 9)])
def test_every_character_of_a_slice_is_placed_as_in_the_whole(start, end):
    part = PLACED.slice(start, end)
    assert part.text == TEXT[start:end]
    for index in range(end - start):
        whole = PLACED.place(start + index, start + index + 1)
        assert part.place(index, index + 1) == whole


def test_a_slice_of_a_slice_is_a_slice():
    assert PLACED.slice(1, 8).slice(2, 5) == PLACED.slice(3, 6)


def test_an_empty_slice_is_nowhere():
    assert PLACED.slice(3, 3) == PlacedText("", ())


def test_a_slice_of_a_source_without_pages_keeps_its_run():
    whole = PlacedText("甲乙丙", (Run(0, 3, None),))
    assert whole.slice(1, 3) == PlacedText("乙丙", (Run(0, 2, None),))


def test_boxes_unite_to_the_smallest_box_around_all():
    boxes = [Box(5, 5, 6, 6), Box(0, 7, 1, 9), Box(2, 1, 9, 2)]
    assert union_of(boxes) == Box(0, 1, 9, 9)
    assert union_of([]) is None


def test_a_box_is_written_in_hundredths_of_a_point():
    assert Box(1.004, 2.006, 3.0, 4.12345).as_list() == [1.0, 2.01, 3.0, 4.12]
