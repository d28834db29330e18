"""Tables are known by their titles, as final accounts and budgets of many places print them."""

import pytest

from disclosure.table_forms import find_form

TITLES = """
收入支出决算总表                                   | income_expenditure_summary
2024年度部门收支总表                               | income_expenditure_summary
部门收支总体情况表                                 | income_expenditure_summary
2025年部门财务收支预算总表                         | income_expenditure_summary
收支预算总表                                       | income_expenditure_summary
收入决算表                                         | income
部门收入总表                                       | income
部门收入总体情况表                                 | income
2025年单位收入预算总表                             | income
青山县水利局收入决算表                             | income
支出决算表                                         | expenditure
部门支出总表                                       | expenditure
部门支出总体情况表                                 | expenditure
支出预算总表                                       | expenditure
青山县水利局2023年度支出决算表                     | expenditure
部门支出总表（按功能分类科目）                     | expenditure
部门支出总表（按政府预算支出经济分类）             | expenditure_by_economic_class
政府预算支出经济分类表                             | expenditure_by_economic_class
支出预算表（部门预算支出经济分类科目）             | expenditure_by_economic_class
财政拨款收入支出决算总表                           | fiscal_appropriation_summary
财政拨款收支总表                                   | fiscal_appropriation_summary
财政拨款收支总体情况表                             | fiscal_appropriation_summary
2025年部门财政拨款收支预算总表                     | fiscal_appropriation_summary
一般公共预算财政拨款支出决算表                     | general_budget_expenditure
一般公共预算支出表                                 | general_budget_expenditure
一般公共预算支出情况表                             | general_budget_expenditure
2025年部门一般公共预算支出功能分类预算表           | general_budget_expenditure
一般公共预算财政拨款收入支出决算表                 | general_budget_income_expenditure
一般公共预算财政拨款基本支出决算表                 | general_budget_basic_expenditure
一般公共预算财政拨款基本支出决算明细表             | general_budget_basic_expenditure
一般公共预算基本支出情况表                         | general_budget_basic_expenditure
一般公共预算基本支出表（按部门预算支出经济分类）   | general_budget_basic_expenditure
一般公共预算财政拨款项目支出决算明细表             | general_budget_project_expenditure
一般公共预算项目支出表                             | general_budget_project_expenditure
部门基本支出预算表                                 | basic_expenditure
政府性基金预算财政拨款收入支出决算表               | government_fund
政府性基金预算支出表                               | government_fund
政府性基金支出预算表                               | government_fund
国有资本经营预算财政拨款支出决算表                 | state_capital
国有资本经营预算支出情况表                         | state_capital
财政专户管理资金支出预算表                         | special_account
财政拨款“三公”经费支出决算表                       | three_public_expenses
一般公共预算“三公”经费支出情况表                   | three_public_expenses
“三公”经费和机关运行经费预算表                     | three_public_expenses
“三公”经费、会议费、培训费支出决算表               | public_expenses_and_meetings
会议费和培训费支出决算表                           | meetings_and_training
机关运行经费支出表                                 | agency_operating_expenses
机构运行信息决算表                                 | agency_information
政府采购支出表                                     | government_procurement
2025年政府采购预算表                               | government_procurement
政府购买服务预算表                                 | purchased_services
国有资产占用情况表                                 | state_assets
项目支出决算明细表                                 | project_expenditure
部门项目支出预算表                                 | project_expenditure
专项转移支付预算表                                 | transfer_payments
项目支出绩效目标表                                 | performance_target
部门整体支出绩效目标表                             | performance_target
部门预算项目支出绩效目标申报表                     | performance_target
2023年度项目支出绩效自评表                         | performance_self_evaluation
部门整体支出绩效自评表                             | performance_self_evaluation
项目绩效自评情况汇总表                             | performance_summary
表3：部门支出总表                                  | expenditure
附件1-2 支出决算表                                 | expenditure
公开03表 支出决算表                                | expenditure
支出决算表（续表）                                 | expenditure
支出决算表（单位：万元）                           | expenditure
在职人员情况表                                     |
部门决算单位构成                                   |
"""
CASES = [[cell.strip() for cell in line.split("|")] for line in TITLES.strip().splitlines()]


@pytest.mark.parametrize(("title", "form"), CASES)
def test_a_title_names_its_form(title, form):
    assert (find_form(title) or "") == form


def test_a_header_names_the_form_where_the_title_tells_nothing():
    header = ["科目名称", "本年支出合计", "基本支出", "项目支出", "上缴上级支出", "经营支出"]
    assert find_form("附表三", header) == "expenditure"
    assert find_form("附表三", header[:4]) is None
    assert find_form("政府性基金预算支出表", header) == "government_fund"
