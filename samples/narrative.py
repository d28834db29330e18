"""The parts of a report in order: headings, paragraphs, and where forms and annexes stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.accounts import PERSONNEL, Account, Department, read_toml
from samples.forms import CATEGORIES, ECONOMIC, FUNCTIONAL
from samples.printing import Printing
from samples.wording import Passage, Teller

Locals = Mapping[str, Any]


@dataclass(frozen=True)
class Section:
    """A heading (empty for none) and its paragraphs."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Part:
    """A main part of the report: running text, the forms, or the annexes."""

    title: str
    kind: str
    sections: tuple[Section, ...]
    raw: Mapping[str, Any]


@dataclass(frozen=True)
class Narrative:
    """All that a report says outside its forms."""

    cover: tuple[str, ...]
    contents_title: str
    footer: str
    first_numbered_page: int
    parts: tuple[Part, ...]


def build_narrative(
    folder: Path, department: Department, account: Account, printing: Printing
) -> Narrative:
    """The wording of a department filled with the figures of a year."""
    raw = read_toml(folder / "wording.toml")
    teller = Teller(department, account, printing, raw["phrases"])
    return Narrative(
        cover=tuple(teller.tell(line).text for line in raw["cover"]),
        contents_title=raw["contents_title"],
        footer=raw["footer"],
        first_numbered_page=raw["first_numbered_page"],
        parts=tuple(_build_part(part, teller, raw["ordinal"]) for part in raw["part"]),
    )


def _build_part(raw: Mapping[str, Any], teller: Teller, ordinal: str) -> Part:
    filled = {k: teller.tell(v).text for k, v in raw.items() if isinstance(v, str)}
    sections = tuple(_build_section(s, teller, ordinal) for s in raw.get("section", []))
    return Part(filled["title"], raw.get("kind", "text"), sections, filled)


def _build_section(raw: Mapping[str, Any], teller: Teller, ordinal: str) -> Section:
    passages: list[Passage] = []
    for paragraph in raw["paragraphs"]:
        spec = {"text": paragraph} if isinstance(paragraph, str) else paragraph
        if _applies(spec, teller):
            passages += _tell_paragraph(spec, teller, ordinal)
    return Section(teller.tell(raw["title"]).text, tuple(passages))


def _applies(spec: Mapping[str, Any], teller: Teller) -> bool:
    if "when" in spec and not teller.holds(spec["when"]):
        return False
    if "unless" in spec and teller.holds(spec["unless"]):
        return False
    return teller.account.year in spec.get("years", [teller.account.year])


def _tell_paragraph(spec: Mapping[str, Any], teller: Teller, ordinal: str) -> list[Passage]:
    if "each" not in spec:
        return [teller.tell(spec["text"], _economic_lists(teller.account))]
    told = []
    for n, local in enumerate(LOOPS[spec["each"]](teller), start=1):
        told.append(teller.tell(spec["text"], {**local, "n": n, "ordinal": ordinal.format(n=n)}))
    if "join" not in spec:
        return told
    joined = teller.tell(spec["lead"])
    for n, passage in enumerate(told):
        joined = joined + (Passage(spec["join"]) if n else Passage("")) + passage
    return [joined + Passage(spec["tail"])]


def _economic_lists(account: Account) -> dict[str, str]:
    spent = sorted(code for code, value in account.economic.items() if value)
    names = {True: list[str](), False: list[str]()}
    for code in spent:
        names[code.startswith(PERSONNEL)].append(ECONOMIC[code])
    return {"personnel_list": "、".join(names[True]), "operating_list": "、".join(names[False])}


def _loop_categories(teller: Teller) -> Iterator[Locals]:
    for code, name in CATEGORIES.items():
        amount = teller.account.amount("general", code)
        if amount:
            yield {"category": name, "category_final": amount}


def _loop_items(teller: Teller) -> Iterator[Locals]:
    account = teller.account
    for code in sorted(account.items):
        final, initial = account.amount("general", code), account.amount("initial", code)
        if not final:
            continue
        direction = "more" if final > initial else "less"
        yield {
            "category": FUNCTIONAL[code[:3]],
            "section": FUNCTIONAL[code[:5]],
            "item": FUNCTIONAL[code],
            "item_final": final,
            "item_initial": initial,
            "reason": teller.department.reasons.get(code, {}).get(direction, ""),
        }


def _loop_projects(teller: Teller) -> Iterator[Locals]:
    for project in teller.account.projects:
        yield {
            "project": project["name"],
            "project_budget": Decimal(project["budget"]),
            "project_executed": Decimal(project["executed"]),
            "project_rate": project["rate"],
            "project_score": project["score"],
            "done_well": project["done_well"],
        }


LOOPS = {"categories": _loop_categories, "items": _loop_items, "projects": _loop_projects}
