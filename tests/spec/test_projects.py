"""Projects as performance forms present them, each value with the fact that prints it."""

from dataclasses import fields

from fastapi.testclient import TestClient

from disclosure.corpus import Corpus
from disclosure.fact import Fact
from disclosure.performance import Indicator, Project, find_projects
from ingest.pipeline import ingest_file
from service.app import create_app
from service.settings import Settings
from tests.ingest.drawn import COVER, read_text_report

FORM = """
项目支出绩效自评表

项目名称||河道清淤|||||
主管部门||水利局||实施单位||河务站|
项目资金（万元）|||年初预算数|全年预算数|全年执行数|执行率|得分
||年度资金总额|50|48.5|48.5|100%|10
||其中：财政拨款|50|40|40|82.5%|
绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成指标值|分值|得分
|产出指标|数量指标|清淤长度|≥10公里|10.5公里|30|30
||质量指标|验收合格率|100%|100%|20|22
总分||||||100|102
"""
SUMMARY = """
项目支出绩效自评汇总表

序号|项目名称|主管部门|全年预算数（万元）|执行数（万元）|自评得分|自评等级
1|河道清淤|水利局|48.5|48.5|98|优
2|堤防巡查|河务站|8|7.2|81.5|良
合计|||56.5|55.7||
"""
TARGETS = """
项目支出绩效目标表

项目名称|预算金额（万元）|一级指标|二级指标|三级指标|指标性质|指标值|度量单位|权重
养老补贴|356.8|产出指标|数量指标|机构数|≥|18|家|60
||||老人数|≥|4200|人|40
辅具适配|42|产出指标|时效指标|及时性|定性|及时||100
"""


def printed(part: Project | Indicator) -> dict[str, str]:
    """What stands in each field that is filled."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {k: f"{f.printed} {f.unit}".strip() for k, f in values.items() if isinstance(f, Fact)}


def projects(folder, text: str) -> list[Project]:
    return find_projects(read_text_report(folder, text).facts)


def test_a_form_is_a_project_with_its_sums_score_and_indicators(tmp_path):
    [project] = projects(tmp_path, FORM)
    assert project.name == "河道清淤"
    assert printed(project) == {
        "department": "水利局",
        "unit": "河务站",
        "initial_budget": "50 万元",
        "adjusted_budget": "48.5 万元",
        "execution": "48.5 万元",
        "execution_rate": "100% %",
        "score": "102 分",
    }
    assert [(i.levels, printed(i)) for i in project.indicators] == [
        (
            ("产出指标", "数量指标", "清淤长度"),
            {"target": "≥10公里", "actual": "10.5公里 公里", "weight": "30 分", "score": "30 分"},
        ),
        (
            ("产出指标", "质量指标", "验收合格率"),
            {"target": "100% %", "actual": "100% %", "weight": "20 分", "score": "22 分"},
        ),
    ]


def test_each_row_of_a_summary_is_a_project_and_its_total_is_none(tmp_path):
    found = projects(tmp_path, SUMMARY)
    assert [project.name for project in found] == ["河道清淤", "堤防巡查"]
    assert printed(found[1]) == {
        "department": "河务站",
        "adjusted_budget": "8 万元",
        "execution": "7.2 万元",
        "score": "81.5 分",
        "grade": "良",
    }


def test_a_list_of_targets_gives_each_project_its_indicators(tmp_path):
    care, aids = projects(tmp_path, TARGETS)
    assert (care.name, printed(care)) == ("养老补贴", {"budget": "356.8 万元"})
    assert [printed(i) for i in care.indicators] == [
        {"relation": "≥", "target": "18 家", "weight": "60 分"},
        {"relation": "≥", "target": "4200 人", "weight": "40 分"},
    ]
    assert [printed(i) for i in aids.indicators] == [
        {"relation": "定性", "target": "及时", "weight": "100 分"}
    ]


def test_what_a_form_prints_twice_is_left_out(tmp_path):
    twice = FORM.replace("||其中：财政拨款|50|40|40|82.5%|", "||年度资金总额|50|40|40|82.5%|")
    [project] = projects(tmp_path, twice)
    assert project.execution is None
    assert project.score is not None


def test_a_project_that_two_tables_present_is_given_twice(tmp_path):
    found = projects(tmp_path, SUMMARY + FORM)
    scores = [printed(p)["score"] for p in found if p.name == "河道清淤"]
    assert scores == ["98 分", "102 分"]


def test_projects_are_shown_over_http(tmp_path):
    text = (COVER + FORM).replace("|", "\t")
    (tmp_path / "report.txt").write_text(text, encoding="utf-8")
    corpus = Corpus(tmp_path / "data")
    result = ingest_file(corpus, tmp_path / "report.txt")
    corpus.close()
    with TestClient(create_app(Settings(data=tmp_path / "data"))) as client:
        [project] = client.get(f"/v1/reports/{result.report_id}").json()["projects"]
        facts = client.get("/v1/facts", params={"item": "主管部门"}).json()["items"]
    assert (project["name"], project["grade"]) == ("河道清淤", None)
    assert project["execution"]["value"] == "48.5"
    assert project["indicators"][0]["target"]["value"] is None
    assert project["indicators"][0]["target"]["printed"] == "≥10公里"
    assert [(f["printed"], f["value"], f["presence"]) for f in facts] == [("水利局", None, "words")]
