"""Reports, tables, facts and page pictures over HTTP."""

import csv
import io

import pytest
from PIL import Image

from disclosure.fact_fields import FACT_FIELDS, csv_cell
from service.report_json import header_tree
from tests.service.test_http import assert_problem
from tests.service.tiny_corpus import SENTENCE, TABLE_TITLE, WIDTH

PAGE = "/v1/reports/qs-2023/pages/2.png"


def picture(reply):
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "image/png"
    return Image.open(io.BytesIO(reply.content)).convert("RGB")


def is_coloured(pixel):
    return max(pixel) - min(pixel) > 40


def test_the_marked_place_is_coloured_and_nothing_else(client):
    edges = ",".join(str(edge) for edge in SENTENCE.as_list())
    plain = picture(client.get(PAGE))
    marked = picture(client.get(f"{PAGE}?highlight={edges}"))
    assert plain.size == marked.size == (int(WIDTH), 300)
    xs, ys = range(marked.width), range(marked.height)
    coloured = [(x, y) for y in ys for x in xs if is_coloured(marked.getpixel((x, y)))]
    assert not any(is_coloured(plain.getpixel((x, y))) for y in ys for x in xs)
    assert min(x for x, _ in coloured) == pytest.approx(SENTENCE.x0, abs=3)
    assert max(x for x, _ in coloured) == pytest.approx(SENTENCE.x1, abs=3)
    assert min(y for _, y in coloured) == pytest.approx(SENTENCE.top, abs=3)
    assert max(y for _, y in coloured) == pytest.approx(SENTENCE.bottom, abs=3)
    # The text stays readable under the mark: dark pixels of the letters are still there.
    box = marked.crop((60, 100, 150, 114)).convert("L")
    assert min(box.tobytes()) < 60


def test_a_picture_is_not_sent_again_when_the_browser_has_it(client):
    first = client.get(PAGE)
    again = client.get(PAGE, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""
    other = client.get(
        f"{PAGE}?highlight=1,2,3,4", headers={"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/v1/reports/none/pages/1.png",
        "/v1/reports/qs-2023/pages/3.png",
        "/v1/reports/qs-2022/pages/1.png",
        "/v1/reports/none",
        "/v1/reports/none/tables/t1",
        "/v1/reports/qs-2023/tables/t9",
    ],
)
def test_what_is_not_held_is_a_problem(client, path):
    assert_problem(client.get(path), 404)


@pytest.mark.parametrize("mark", ["", "1,2,3", "a,b,c,d", "1,2,nan,4", "1,2,inf,4", "9,2,3,4"])
def test_a_highlight_that_is_no_rectangle_is_named(client, mark):
    assert_problem(client.get(PAGE, params={"highlight": mark}), 422, "highlight")


def test_a_highlight_beside_the_page_still_gives_the_page(client):
    assert client.get(f"{PAGE}?highlight=-50,-50,5000,5000").status_code == 200
    assert client.get(f"{PAGE}?highlight=900,900,990,990").status_code == 200
    assert_problem(client.get("/v1/reports/qs-2023/pages/0.png"), 422, "page")
    assert_problem(client.get("/v1/reports/qs-2023/pages/x.png"), 422, "page")


def test_a_report_file_that_was_lost_is_a_problem_without_its_path(client, data_dir):
    for file in (data_dir / "sources").iterdir():
        file.unlink()
    reply = client.get(PAGE)
    assert_problem(reply, 404)
    assert str(data_dir) not in reply.text


def test_reports_are_listed_with_their_counts(client):
    body = client.get("/v1/reports").json()
    assert body["total"] == 2
    [text, pdf] = body["items"]
    assert (text["year"], text["pages"], text["facts"]) == (2022, None, 0)
    assert (pdf["year"], pdf["pages"], pdf["facts"], pdf["chunks"]) == (2023, 2, 3, 0)
    assert pdf["discrepancies"] == 1


def test_a_report_has_outline_tables_and_discrepancies(client):
    body = client.get("/v1/reports/qs-2023").json()
    assert body["outline"][0]["heading"] == "三公经费"
    assert body["tables"][0]["title"] == TABLE_TITLE
    [finding] = body["discrepancies"]
    assert (finding["difference"], finding["name"]) == ("0.63", "总计不一致")
    assert [side["report_id"] for side in finding["sides"]] == ["qs-2023", "qs-2023"]
    assert [side["measure"] for side in finding["sides"]] == ["actual", None]
    assert finding["sides"][0]["url"].endswith("/pages/1.png?highlight=1,2,3,4")
    assert len(body["rounding_differences"]) == 1


def test_a_report_says_what_was_read_of_its_file_and_what_was_not(client):
    body = client.get("/v1/reports/qs-2023").json()
    reading = body["reading"]
    assert reading["totals"]["pages"]["duplicate"] == 1
    assert (reading["pages"][0]["page"], reading["pages"][0]["duplicate_of"]) == (9, 8)
    assert reading["tables"][0]["cells"]["printed"] == 44
    assert reading["text"] == {"numbers": 7, "facts": 4, "ignored": {"date": 2}, "unread": 1}
    assert (reading["unread"][0]["why"], reading["unread"][0]["bbox"]) == ("unmapped", [1, 2, 3, 4])
    assert len(body["unread"]) == len(reading["unread"])


def test_a_table_has_header_tree_rows_and_printed_cells(client):
    body = client.get("/v1/reports/qs-2023/tables/t1").json()
    assert body["unit"] == "万元"
    assert body["page"] == 1
    [root] = body["header"]
    assert root["label"] == "收入"
    assert root["children"][0]["label"] == "决算数"
    assert body["rows"][0]["printed"] == [{"column": 1, "text": "-1,234.50"}]
    assert body["rows"][1]["printed"] == [{"column": 1, "text": ""}]
    assert body["cells"][0]["column_span"] == 2
    assert body["cells"][4]["bbox"] == [10, 10, 20, 20]


def test_neighbouring_columns_share_their_heading():
    tree = header_tree([(("支出", "基本"), 1), (("支出", "项目"), 2), (("合计",), 3)])
    assert [node["label"] for node in tree] == ["支出", "合计"]
    assert tree[0]["columns"] == [1, 2]
    assert [node["label"] for node in tree[0]["children"]] == ["基本", "项目"]


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ({}, ["-1234.50", "13", "0.50"]),
        ({"department": "青穗县水利局"}, ["-1234.50", "13", "0.50"]),
        ({"department": "青穗县"}, []),
        ({"year": 2022}, ["0.50"]),
        ({"measure": "change"}, ["0.50"]),
        ({"report_id": "qs-2022"}, []),
        ({"table": "t1"}, ["-1234.50"]),
        ({"table": "收入支出 决算"}, ["-1234.50"]),
        ({"item": "hospitality"}, ["0.50"]),
        ({"item": "其他收入"}, ["-1234.50"]),
        ({"item": "其他收入", "year": 2022}, []),
        ({"item": "、"}, []),
    ],
)
def test_facts_are_filtered(client, query, values):
    body = client.get("/v1/facts", params=query).json()
    assert [item["value"] for item in body["items"]] == values
    assert body["total"] == len(values)
    assert body["next"] is None


def test_a_fact_has_the_fields_of_the_interface(client):
    item = client.get("/v1/facts").json()["items"][0]
    assert tuple(item) == FACT_FIELDS
    assert item["bbox"] == [10, 10, 20, 20]
    assert item["row_path"] == ["收入", "其他收入"]


@pytest.mark.parametrize("query", [{}, {"item": "e"}])
def test_facts_are_paged(client, query):
    seen, url = [], "/v1/facts?limit=1" + "".join(f"&{k}={v}" for k, v in query.items())
    while url:
        reply = client.get(url)
        body = reply.json()
        seen += [item["printed"] for item in body["items"]]
        url = body["next"]
        assert (url is None) == ("link" not in reply.headers)
    assert len(seen) == body["total"]
    assert len(set(seen)) == len(seen)


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 99999}, {"offset": -1}, {"measure": "x"}, {"yaer": 2023}]
)
def test_a_wrong_filter_is_named(client, query):
    assert_problem(client.get("/v1/facts", params=query), 422, next(iter(query)))


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/csv, application/json;q=0.5", "text/csv; charset=utf-8"),
        ("application/json, text/csv", "application/json"),
        ("application/json;q=0.2, text/csv;q=0.1", "application/json"),
        ("*/*", "application/json"),
        ("text/csv;q=0", "application/json"),
        ("text/csv;q=x, ;;;,", "text/csv; charset=utf-8"),
    ],
)
def test_the_form_of_facts_follows_accept(client, accept, kind):
    assert client.get("/v1/facts", headers={"Accept": accept}).headers["content-type"] == kind


def test_csv_is_safe_to_open_in_a_spreadsheet(client):
    reply = client.get("/v1/facts", headers={"Accept": "text/csv"})
    rows = list(csv.DictReader(io.StringIO(reply.text)))
    assert tuple(rows[0]) == FACT_FIELDS
    assert rows[0]["value"] == "-1234.50"
    assert rows[0]["row_path"] == "收入 / 其他收入"
    assert rows[0]["bbox"] == "10,10,20,20"
    assert rows[1]["label"] == '\'=HYPERLINK("x")'
    assert reply.headers["x-total-count"] == "3"


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "-1+cmd|x", "＝1"])
def test_no_text_begins_a_formula(text):
    assert csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1,234.50", "+3.2%", "-7", "13 批次"])
def test_numbers_stay_as_they_are(text):
    assert csv_cell(text) == text
