"""Small invented reports with passages, and an embedder that needs no model."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from disclosure.content import ReportContent
from disclosure.corpus import Corpus
from disclosure.passage import Passage, PassageKind
from disclosure.place import PlacedText, Run
from disclosure.report import Report, ReportKind, SourceForm
from service.retrieval.words import tokenise

DUTIES = ("第一部分 部门概况", "一、部门职责")
UNITS = ("第一部分 部门概况", "二、机构设置")
SPENDING = ("第三部分 情况说明", "（二）支出决算具体情况")
REVIEW = ("第三部分 情况说明", "十三、预算绩效情况说明")
GLOSSARY = ("第四部分 名词解释",)
ITEM, ENTRY, PARAGRAPH = PassageKind.LIST_ITEM, PassageKind.GLOSSARY, PassageKind.PARAGRAPH

WATER = [
    (ITEM, DUTIES, "（一）负责全县防汛抗旱工作。"),
    (ITEM, DUTIES, "（二）管理县水文站。"),
    (ITEM, DUTIES, "（三）指导农村饮水安全工程建设。"),
    (PARAGRAPH, UNITS, "纳入部门决算编制范围的二级预算单位包括："),
    (ITEM, UNITS, "1、青穗县水利局机关"),
    (ITEM, UNITS, "2、青穗县河道管理所"),
    (ITEM, SPENDING, "1、基本支出 200 万元，与上年相比增加 20 万元。主要是人员增加。"),
    (ITEM, SPENDING, "2、项目支出 80 万元，与上年相比减少 15 万元。主要原因是水库加固工程完工。"),
    (ITEM, REVIEW, "（一）绩效管理工作开展情况。对 3 个项目开展了绩效自评。"),
    (ITEM, REVIEW, "（二）财政评价结果。本部门无财政评价项目。"),
    (ENTRY, GLOSSARY, "一、基本支出：指为保障机构正常运转而发生的支出。"),
    (ENTRY, GLOSSARY, "二、项目支出：指在基本支出之外发生的支出。"),
    (ENTRY, GLOSSARY, "三、年初结转和结余：指以前年度结转到本年使用的资金。"),
    (ENTRY, GLOSSARY, "四、农林水（类）水利（款）防汛（项）：反映防汛业务支出。"),
]  # fmt: skip
SCHOOLS = [
    (ITEM, DUTIES, "（一）管理全县中小学校。"),
    (PARAGRAPH, SPENDING, "项目支出 60 万元，主要原因是新建教学楼。"),
]


def build_report(
    report_id: str, department: str = "青穗县水利局", year: int = 2023, **fields: object
) -> Report:
    values = {
        "id": report_id,
        "title": f"{year}年度{department}部门决算",
        "department": department,
        "year": year,
        "kind": ReportKind.DEPARTMENT_FINAL_ACCOUNTS,
        "source": f"{report_id}.pdf",
        "source_form": SourceForm.PDF,
        "sha256": f"{abs(hash(report_id)):064d}",
    }
    return Report(**{**values, **fields})  # type: ignore[arg-type]


def build_passages(report: Report, texts: Sequence[tuple]) -> tuple[Passage, ...]:
    """One line on page `position + 1` for each text, ten points a character."""
    passages = []
    for position, (kind, section, text) in enumerate(texts):
        edges = tuple(50.0 + 10 * i for i in range(len(text) + 1))
        body = PlacedText(text, (Run(0, len(text), position + 1, 100, 112, edges),))
        embedded = f"{section[-1]}：{text}"
        passages.append(Passage(report.id, position, kind, body, embedded, section))
    return tuple(passages)


def hold(corpus: Corpus, report: Report, texts: Sequence[tuple]) -> Report:
    """Put a report of these texts into the corpus."""
    source = corpus.data_dir / "given.pdf"
    source.write_bytes(report.id.encode())
    corpus.replace(ReportContent(report, passages=build_passages(report, texts)), source)
    return report


def open_corpus(folder: Path) -> Corpus:
    return Corpus(folder)


class BagOfCharacters:
    """An embedder for tests: texts with the same characters and bigrams have near vectors."""

    def __init__(self, name: str = "bag") -> None:
        self.name = name
        self.embedded: list[str] = []

    def check_available(self) -> None:
        """Always there."""

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._vector(text) for text in texts])

    def embed_passages(self, texts: Sequence[str]) -> np.ndarray:
        self.embedded += texts
        return self.embed_queries(texts)

    def _vector(self, text: str) -> np.ndarray:
        vector = np.full(64, 1e-3, dtype=np.float32)
        for token in tokenise(text):
            vector[sum(map(ord, token)) % 64] += 1
        return vector / np.linalg.norm(vector)
