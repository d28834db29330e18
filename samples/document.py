"""A whole report as a PDF: cover, contents, parts, forms and annexes in the department's order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Spacer,
)

from samples import performance
from samples.accounts import Account, Department
from samples.forms import Form
from samples.narrative import Narrative, Part
from samples.printing import Printing
from samples.ruled import TableLook, build_table
from samples.typography import FONT, ContentsLine, SideLines, TextBlock, Tracker
from samples.wording import Passage

TEXT_MARGIN = 26 * mm
FORM_MARGIN = 18 * mm


@dataclass(frozen=True)
class Report:
    """One department and year, ready to typeset."""

    department: Department
    account: Account
    printing: Printing
    narrative: Narrative
    forms: Sequence[Form]

    @property
    def stem(self) -> str:
        """The name of its files, without suffix."""
        return f"{self.department.file_stem}-{self.account.year}"

    @property
    def title(self) -> str:
        """The name on the cover, in one line."""
        return "".join(self.narrative.cover).replace(" ", "")


def typeset(report: Report, target: Path) -> Tracker:
    """Writes the PDF, in two passes so that the contents page knows its pages."""
    draft = _typeset_once(report, target, {})
    return _typeset_once(report, target, draft.headings)


def _typeset_once(report: Report, target: Path, pages: dict[str, int]) -> Tracker:
    tracker = Tracker()
    document = BaseDocTemplate(
        str(target), invariant=1, title=report.title, author=report.department.name, lang="zh-CN"
    )
    footer = _draw_footer(report.narrative)
    document.addPageTemplates(
        [
            _page_template("text", A4, TEXT_MARGIN, footer),
            _page_template("portrait", A4, FORM_MARGIN, footer),
            _page_template("landscape", landscape(A4), FORM_MARGIN, footer),
        ]
    )
    document.build(_build_story(report, tracker, pages))
    return tracker


def _page_template(
    name: str, size: tuple[float, float], margin: float, footer: Callable[..., None]
) -> PageTemplate:
    width, height = size
    frame = Frame(
        margin, 22 * mm, width - 2 * margin, height - 44 * mm,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    return PageTemplate(name, [frame], onPage=footer, pagesize=size)


def _draw_footer(narrative: Narrative) -> Callable[[Canvas, Any], None]:
    def draw(canvas: Canvas, document: Any) -> None:
        page = canvas.getPageNumber() - narrative.first_numbered_page + 1
        if page > 0 and canvas.getPageNumber() > 1:
            canvas.setFont(FONT, 9)
            text = narrative.footer.format(page=page)
            canvas.drawCentredString(document.pageTemplate.pagesize[0] / 2, 12 * mm, text)

    return draw


def _build_story(report: Report, tracker: Tracker, pages: dict[str, int]) -> list[Flowable]:
    story: list[Flowable] = [Spacer(1, 70 * mm)]
    for line in report.narrative.cover:
        story.append(_headline(line, tracker, size=26))
    story += [PageBreak(), *_build_contents(report, tracker, pages)]
    for part in report.narrative.parts:
        build = {"text": _build_text, "forms": _build_forms, "annex": _build_annex}[part.kind]
        story += build(report, part, tracker)
    return story


def _headline(text: str, tracker: Tracker, size: float, heading: str = "") -> TextBlock:
    return TextBlock(
        Passage(text), tracker, size=size, indent=0, bold=True, centred=True, heading=heading
    )


def _build_contents(report: Report, tracker: Tracker, pages: dict[str, int]) -> list[Flowable]:
    story: list[Flowable] = [_headline(report.narrative.contents_title, tracker, size=18)]
    shift = report.narrative.first_numbered_page - 1
    for part in report.narrative.parts:
        titles = [s.title for s in part.sections if s.title]
        if part.kind == "forms":
            titles = [form.title for form in report.forms]
        for level, title in [(1, part.title), *((2, t) for t in titles)]:
            page = str(pages[_key(part, title)] - shift) if pages else "0"
            story.append(ContentsLine(title, page, level))
    return story


def _key(part: Part, title: str) -> str:
    return f"{part.title}/{title}"


def _build_text(_report: Report, part: Part, tracker: Tracker) -> list[Flowable]:
    story: list[Flowable] = [NextPageTemplate("text"), PageBreak()]
    story += [_headline(part.title, tracker, 18, _key(part, part.title)), Spacer(1, 8)]
    for section in part.sections:
        if section.title:
            heading = _key(part, section.title)
            title = Passage(section.title)
            story.append(TextBlock(title, tracker, size=13, bold=True, heading=heading))
        story += [TextBlock(passage, tracker) for passage in section.passages]
    return story


def _build_forms(report: Report, part: Part, tracker: Tracker) -> list[Flowable]:
    story: list[Flowable] = []
    for number, form in enumerate(report.forms):
        if not form.same_page:
            template = "landscape" if form.landscape else "portrait"
            story += [NextPageTemplate(template), PageBreak()]
        if number == 0:
            story.append(_headline(part.title, tracker, 16, _key(part, part.title)))
        story += _build_form(report, form, number, tracker, _key(part, form.title))
    return story


def _build_form(
    report: Report, form: Form, number: int, tracker: Tracker, heading: str
) -> list[Flowable]:
    values = frozenset(column for _, columns in form.blocks for column in columns)
    sides = [("", form.number)] if form.number else []
    sides.append((f"部门：{report.department.name}", form.unit_line))
    story: list[Flowable] = [
        Spacer(1, 6 if not form.same_page else 24),
        _headline(form.title, tracker, 14, heading),
        SideLines(sides),
        build_table(form.grid, TableLook(form.widths, 8, values, texts_left=True), tracker, number),
    ]
    if form.note:
        note = Passage(form.note)
        story.append(TextBlock(note, tracker, size=8.5, leading=1.5, indent=0))
    return story


def _build_annex(report: Report, part: Part, tracker: Tracker) -> list[Flowable]:
    projects, printing = report.account.projects, report.printing
    number = len(report.forms)
    story: list[Flowable] = [NextPageTemplate("portrait"), PageBreak()]
    story += [_headline(part.title, tracker, 18, _key(part, part.title)), Spacer(1, 8)]
    story.append(_headline(part.raw["summary_title"], tracker, 14))
    story.append(SideLines([(f"部门：{report.department.name}", "")]))
    look = TableLook(performance.SUMMARY_WIDTHS)
    summary = performance.build_summary(projects, printing)
    story.append(build_table(summary, look, tracker, number))
    for project in projects:
        if "indicators" in project:
            form = performance.build_form(project, report.department.name, printing)
            story += [PageBreak(), _headline(part.raw["form_title"], tracker, 14)]
            story.append(SideLines([("", "单位：万元")]))
            look = TableLook(performance.FORM_WIDTHS, 8)
            story.append(build_table(form, look, tracker, number))
    return story
