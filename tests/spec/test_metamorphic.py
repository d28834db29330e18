"""The same figures printed in another way: the answers stay, or rescale."""

import re
from decimal import Decimal

import pytest

from service.answer import Answer, Outcome
from tests.ingest.drawn import draw_line, draw_table, write_pdf
from tests.spec import drawn_reports
from tests.spec.asking import Reading, draw_values
from tests.spec.drawn_reports import ARCHIVES, FORESTRY, STRANGER, draw_report, draw_reports

QUESTIONS = """
禾丰县林业局2023年三公经费是多少
禾丰县林业局2023年三公经费的预算是多少
禾丰县林业局2023年公务接待费是多少
禾丰县林业局2023年公务接待费的预算是多少
禾丰县林业局2023年公务用车购置及运行维护费是多少
禾丰县林业局2023年公务用车购置费是多少
禾丰县林业局2023年公务用车运行维护费的预算是多少
禾丰县林业局2023年公务接待费占三公经费的比例
禾丰县林业局2023年三公经费比预算少多少
禾丰县林业局2023年三公经费比上年增加多少
禾丰县林业局2023年公务接待多少批次
禾丰县林业局2023年公务用车保有量
禾丰县林业局2023年本年支出合计
禾丰县林业局2023年本年收入合计
禾丰县林业局2023年基本支出是多少
禾丰县林业局2023年行政运行支出是多少
禾丰县林业局2023年湿地保护的项目支出
禾丰县林业局2023年行政运行的项目支出
禾丰县林业局2023年科目2130212是多少
禾丰县林业局2023年科目21302是多少
禾丰县林业局2023年机关事业单位基本养老保险缴费支出
禾丰县林业局2023年退休费
禾丰县林业局2023年30217是多少
禾丰县林业局2023年机关运行经费比年初预算增加多少
禾丰县林业局2023年政府采购工程支出
禾丰县林业局2021年三公经费是多少
""".strip().splitlines()


def draw(answer: Answer) -> tuple[str, list[tuple[str, str, str, int]]]:
    """The outcome, and what, how much, whose and of which year every figure is."""
    figures = [(v.measure, f"{v.value} {v.unit}", v.department, v.year) for v in answer.values]
    return answer.outcome.value, figures


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """The answers from the reports as they are."""
    reading = Reading(tmp_path_factory.mktemp("plain"), draw_reports())
    return {question: reading.ask(question) for question in QUESTIONS}


def test_the_questions_are_answered_from_the_reports_as_they_are(answers):
    outcomes = [answer.outcome for answer in answers.values()]
    assert outcomes.count(Outcome.ANSWERED) == len(QUESTIONS) - 2


@pytest.mark.parametrize(
    "template",
    [
        drawn_reports.mirrored,
        drawn_reports.interleaved,
        drawn_reports.hospitality_first,
        drawn_reports.codes_in_three_columns,
        drawn_reports.total_last,
        drawn_reports.continued_under_a_repeated_header,
        drawn_reports.without_numbers,
        drawn_reports.numbered_otherwise,
    ],
)
def test_another_layout_changes_no_answer(answers, tmp_path, template):
    reports = draw_reports(template())
    assert reports != draw_reports()
    reading = Reading(tmp_path, reports)
    found = {question: draw(reading.ask(question)) for question in QUESTIONS}
    assert found == {question: draw(answer) for question, answer in answers.items()}


def test_full_width_digits_change_no_answer(answers, tmp_path):
    reports = {n: drawn_reports.in_full_width_digits(t) for n, t in draw_reports().items()}
    reading = Reading(tmp_path, reports)
    found = {question: draw(reading.ask(question)) for question in QUESTIONS}
    assert found == {question: draw(answer) for question, answer in answers.items()}


def test_sums_in_yuan_are_answered_in_yuan(answers, tmp_path):
    reading = Reading(tmp_path, {n: drawn_reports.in_yuan(t) for n, t in draw_reports().items()})
    for question, before in answers.items():
        after = reading.ask(question)
        assert after.outcome is before.outcome, question
        for old, new in zip(before.values, after.values, strict=True):
            is_money = old.unit == "万元"
            assert new.unit == ("元" if is_money else old.unit), question
            scale = 10_000 if is_money else 1
            assert Decimal(new.value) == Decimal(old.value) * scale, question


def test_tables_in_yuan_and_sentences_in_wan_yuan_are_no_conflict(answers, tmp_path):
    def tables_in_yuan(text: str) -> str:
        start = text.index("第三部分")
        return drawn_reports.in_yuan(text[:start]) + text[start:]

    reading = Reading(tmp_path, {n: tables_in_yuan(t) for n, t in draw_reports().items()})
    for question, before in answers.items():
        after = reading.ask(question)
        assert after.outcome is before.outcome, question
        given = list(after.values)
        for old in before.values:
            new = given.pop(0)
            scale = 10_000 if (old.unit, new.unit) == ("万元", "元") else 1
            assert Decimal(new.value) == Decimal(old.value) * scale, question
            if scale > 1 and given and (given[0].unit, given[0].value) == (old.unit, old.value):
                # The sentence says the same sum in 万元, and so does the answer.
                given.pop(0)
        assert not given, question


def test_reports_of_another_county_change_no_answer(answers, tmp_path):
    strangers = {f"{STRANGER}{year}.txt": draw_report(STRANGER, year) for year in (2022, 2023)}
    reading = Reading(tmp_path, {**strangers, **draw_reports()})
    found = {question: draw(reading.ask(question)) for question in QUESTIONS}
    assert found == {question: draw(answer) for question, answer in answers.items()}


def test_a_report_that_is_taken_out_answers_nothing_any_more(answers, tmp_path):
    reading = Reading(tmp_path, draw_reports())
    [gone] = [r for r in reading.corpus.reports() if (r.department, r.year) == (FORESTRY, 2023)]
    for question, before in answers.items():
        assert reading.ask(question).values == before.values
    reading.corpus.remove(gone.id)
    for question in answers:
        answer = reading.ask(question)
        assert (answer.outcome, answer.values) == (Outcome.OUT_OF_SCOPE, ()), question


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("禾丰县林业局2022年三公经费是多少", f"9.90 万元 {FORESTRY} 2022"),
        ("禾丰县档案馆2023年三公经费是多少", f"2.30 万元 {ARCHIVES} 2023"),
    ],
)
def test_the_other_reports_stay_when_one_is_taken_out(tmp_path, question, expected):
    reports = draw_reports()
    del reports[f"{FORESTRY}2023.txt"]
    assert draw_values(Reading(tmp_path, reports).ask(question)) == [expected]


def test_a_department_without_any_report_gets_nothing_from_the_others(tmp_path):
    reports = {name: text for name, text in draw_reports().items() if ARCHIVES in name}
    reading = Reading(tmp_path, reports)
    for question in QUESTIONS:
        answer = reading.ask(question)
        assert (answer.outcome, answer.values) == (Outcome.OUT_OF_SCOPE, ()), question


def test_a_report_that_comes_in_again_under_its_name_is_answered_with_its_new_figures(tmp_path):
    reading = Reading(tmp_path, draw_reports())
    question = "禾丰县林业局2023年退休费"
    assert draw_values(reading.ask(question)) == [f"4.60 万元 {FORESTRY} 2023"]
    text = draw_report(FORESTRY, 2023).replace("\t4.60\t", "\t4.90\t")
    other = tmp_path / "again" / f"{FORESTRY}2023.txt"
    other.parent.mkdir()
    other.write_text(text, encoding="utf-8")
    reading.put_in_place(other)
    assert draw_values(reading.ask(question)) == [f"4.90 万元 {FORESTRY} 2023"]


# ---- A table over two pages --------------------------------------------------------------------

HEADER = [
    ["科目编码", "科目名称", "本年支出合计", "基本支出"],
]
ROWS = [
    ["合计", "", "388.95", "267.70"],
    ["213", "农林水支出", "388.95", "267.70"],
    ["21302", "林业和草原", "388.95", "267.70"],
    ["2130201", "行政运行", "267.70", "267.70"],
    ["2130212", "湿地保护", "121.25", "0.00"],
]


def write_pdf_report(path, cut: int, repeat_header: bool):
    """One table in a PDF, its rows from `cut` on printed on the next page."""

    def draw_pages(canvas):
        for y, line in ((600, "2023 年度"), (550, FORESTRY), (500, "部门决算")):
            draw_line(canvas, 200, y, line, 26)
        canvas.showPage()
        draw_line(canvas, 240, 760, "支出决算表", 16)
        draw_line(canvas, 60, 735, "单位：万元", 10)
        draw_table(canvas, 720, HEADER + ROWS[:cut])
        if cut < len(ROWS):
            canvas.showPage()
            draw_table(canvas, 780, (HEADER if repeat_header else []) + ROWS[cut:])
        canvas.showPage()

    return write_pdf(path, draw_pages)


@pytest.mark.parametrize(
    ("cut", "repeat_header"),
    [(5, False), (3, False), (3, True), (4, True), (1, True)],
    ids=["whole", "no header", "header again", "one row left", "all but the total left"],
)
def test_a_table_over_two_pages_is_one_and_every_row_is_cited_on_its_page(
    tmp_path, cut, repeat_header
):
    reading = Reading(tmp_path, {})
    reading.take_in(write_pdf_report(tmp_path / "report.pdf", cut, repeat_header))
    for number, (code, name, total, _) in enumerate(ROWS[1:], start=1):
        for words in (name, f"科目{code}"):
            answer = reading.ask(f"{FORESTRY}2023年{words}是多少")
            assert draw_values(answer) == [f"{total} 万元 {FORESTRY} 2023"]
            page = 2 if number < cut else 3
            assert [citation.page for citation in answer.citations] == [page]
            assert answer.citations[0].box is not None
            assert re.search(total, answer.citations[0].quote)
