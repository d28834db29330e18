"""Which held department a phrase names, and which words name none of them."""

import pytest

from service.steps.names import HeldName, name_index

OFFICE = "江州市临湖区人民政府办公室"
COMMERCE = "江州市临湖区商务委员会"
WELFARE = "江州市临湖区社会福利院"
FINANCE = "江州市临湖区财政局"
EDUCATION = "禾丰县教育和体育局"
HEALTH = "禾丰县卫生健康委员会"
SCHOOLS = "江州市临湖区教育委员会"
MARKET = "禾丰县市场监督管理局"
STREET = "江州市临湖区柳岸街道办事处"
HELD = (OFFICE, COMMERCE, WELFARE, FINANCE, EDUCATION, HEALTH, SCHOOLS, MARKET, STREET)


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        (OFFICE, OFFICE),
        ("人民政府办公室", OFFICE),
        ("政府办公室", OFFICE),
        ("政府办", OFFICE),
        ("府办", OFFICE),
        ("商务委", COMMERCE),
        ("商委", COMMERCE),
        ("福利院", WELFARE),
        ("财政局", FINANCE),
        ("教育局", EDUCATION),
        ("教体局", EDUCATION),
        ("卫健委", HEALTH),
        ("卫生健康委", HEALTH),
        ("教委", SCHOOLS),
        ("市监局", MARKET),
        ("市场监管局", MARKET),
        ("柳岸街道", STREET),
    ],
)
def test_a_short_form_names_the_one_department_that_it_fits(phrase, name):
    assert {held.name for held in name_index(HELD).named(phrase)} == {name}


@pytest.mark.parametrize(
    "phrase",
    ["办公室", "委员会", "管理局", "体育局", "民政办", "财政厅", "商务局", "卫生局", "县财政局", "江州财政局", "市委"],
)  # fmt: skip
def test_words_of_another_body_name_none(phrase):
    assert name_index(HELD).named(phrase) == set()


def test_a_body_that_begins_like_two_words_of_a_name_is_not_that_one():
    assert name_index(("禾丰县商务和工业局",)).named("商业局") == set()
    assert name_index(("禾丰县商务和工业局",)).named("商务局") != set()


@pytest.mark.parametrize(
    ("name", "region"),
    [
        (FINANCE, "江州市临湖区"),
        (MARKET, "禾丰县"),
        ("禾丰县绿化和市容管理局", "禾丰县"),
        ("江州市市场监督管理局", "江州市"),
        ("忠县水利局", "忠县"),
        ("社区服务中心", ""),
    ],
)
def test_the_region_in_front_of_a_name_is_told_from_the_name(name, region):
    assert HeldName.of(name).region == region


@pytest.mark.parametrize(
    ("before", "length"),
    [
        ("", 0),
        ("临湖区", 3),
        ("临湖", 2),
        ("临湖区的", 4),
        ("江州临湖", 4),
        ("区", 1),
        ("请问区", 1),
        ("三公经费预算比", 0),
        ("江州市", None),
        ("市", None),
        ("柳岸区", None),
        ("汉川市临湖区", None),
        ("泰和区", None),
    ],
)
def test_the_region_in_front_of_a_short_name_is_its_own_or_another_one(before, length):
    assert HeldName.of(FINANCE).region_in(before) == length
