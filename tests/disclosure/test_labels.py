"""Labels that are printed differently and mean the same are one spelling; others stay apart."""

import pytest

from disclosure.labels import normalise_label, squeeze


@pytest.mark.parametrize(
    ("printed", "label"),
    [
        ("公务接待费", "公务接待费"),
        ("  公务 接待费 ", "公务接待费"),
        ("公务\n接待费", "公务接待费"),
        ("公务　接待费", "公务接待费"),
        ("“三公”经费", "三公经费"),
        ("「三公」经费", "三公经费"),
        ("'三公'经费", "三公经费"),
        ("因公出国（境）费", "因公出国(境)费"),
        ("一、一般公共服务支出", "一般公共服务支出"),
        ("十九、住房保障支出", "住房保障支出"),
        ("二十一、其他支出", "其他支出"),
        ("（一）行政运行", "行政运行"),
        ("(2) 行政运行", "行政运行"),
        ("3.行政运行", "行政运行"),
        ("3、行政运行", "行政运行"),
        ("①行政运行", "行政运行"),
        ("其中：行政运行", "行政运行"),
        ("其中：1.行政运行", "行政运行"),
        ("一、其中:（一）行政运行：", "行政运行"),
        ("第三部分 部门决算情况说明", "部门决算情况说明"),
        ("行政运行（项）", "行政运行"),
        ("农林水支出（类）林业和草原（款）", "农林水支出林业和草原"),
        ("全年预算数（A）", "全年预算数(a)"),
        ("执行率（Ｂ／Ａ）", "执行率(b/a)"),
        ("合　　计：", "合计"),
        ("", ""),
    ],
)
def test_a_label_has_one_spelling(printed, label):
    assert normalise_label(printed) == label


@pytest.mark.parametrize(
    "label",
    ["2010301", "301", "50万元以上设备", "2.5级", "项目支出", "类别", "十堰路", "一般行政管理事务"],
)
def test_what_is_part_of_the_name_stays(label):
    assert normalise_label(label) == label


@pytest.mark.parametrize(
    "printed", ["一、其中：（一）行政运行（项）", "“三公”经费", "因公出国（境）费", "3.行政 运行"]
)
def test_a_spelling_is_not_changed_again(printed):
    once = normalise_label(printed)
    assert normalise_label(once) == once


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("公务接待费", "公务接待"),
        ("本年收入合计", "本年支出合计"),
        ("合计", "总计"),
        ("公务用车购置费", "公务用车运行费"),
        ("其他支出", "支出"),
    ],
)
def test_different_labels_stay_apart(one, other):
    assert normalise_label(one) != normalise_label(other)


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("共计接待 13 批次", "共计接待13批次"),
        ("一、“三公”\n经费", "一、“三公”经费"),
        ("１２．５％", "12.5%"),
    ],
)
def test_squeezing_drops_white_space_and_width_only(printed, found):
    assert squeeze(printed) == found
