"""Who published a report, for which year, and of which kind; the patterns are identity.toml."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from disclosure.errors import UnidentifiedReportError
from disclosure.labels import squeeze
from disclosure.numerals import with_plain_years
from disclosure.report import ReportKind
from ingest.document import TextLine
from ingest.paragraphs import join_lines
from ingest.rules import any_of, read_rules

# A report without a cover may name itself in its first lines.
_TITLE_TEXTS = 3


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller knows of reports that do not name themselves; what is printed goes first."""

    department: str | None = None
    year: int | None = None
    kind: ReportKind | None = None

    @property
    def said(self) -> tuple[tuple[str, str], ...]:
        """What is given, by name."""
        named = {
            "department": self.department,
            "year": None if self.year is None else str(self.year),
            "kind": None if self.kind is None else self.kind.value,
        }
        return tuple((name, value) for name, value in named.items() if value is not None)


NOTHING_GIVEN = Given()


@dataclass(frozen=True, slots=True)
class Identity:
    """What tells a report from another one; `given` is what the caller said of it."""

    department: str
    year: int
    kind: ReportKind
    title: str
    given: tuple[tuple[str, str], ...] = ()


def read_identity(
    cover: Sequence[TextLine],
    captions: Sequence[str],
    titles: Sequence[str],
    texts: Sequence[str],
    file_name: str,
    given: Given = NOTHING_GIVEN,
) -> Identity:
    """The identity from the cover, else from tables and text, what is given, or the file name.

    `captions` are the lines above tables (部门：…), `titles` of tables and sections, `texts` the
    first paragraphs. Raises UnidentifiedReportError.
    """
    stem = file_name.rpartition(".")[0] or file_name
    front = join_lines(cover).text
    printed = [_plain(source) for source in (front, *titles, *texts)]
    named = _find_department(cover, captions, [*titles, *texts[:_TITLE_TEXTS]], texts)
    department, is_unit = _without_level(named)
    found = {
        "department": department,
        "year": _find_year(printed),
        "kind": _find_kind(printed, is_unit),
    }
    used = tuple((name, value) for name, value in given.said if found[name] is None)
    for name, other in _known_otherwise(given, _plain(stem)):
        found[name] = other if found[name] is None else found[name]
    return _build_identity(found, front, used)


def _known_otherwise(given: Given, stem: str) -> Iterator[tuple[str, Any]]:
    """What the caller says, and then what the name of the file does."""
    yield "department", given.department
    yield "year", given.year
    yield "kind", next(((k, n) for k, n, _ in _kinds() if k is given.kind), None)
    named, is_unit = _without_level(_name_in_file_name(stem))
    yield "department", named
    yield "year", _find_year([stem])
    yield "kind", _find_kind([stem], is_unit)


def _build_identity(
    known: dict[str, Any], front: str, given: tuple[tuple[str, str], ...]
) -> Identity:
    missing = [name for name, value in known.items() if value is None]
    if missing:
        options = " ".join(f"--{name}" for name in missing)
        raise UnidentifiedReportError(
            f"the report does not say its {' and '.join(missing)}; is it a filled-in report? "
            "A cover line such as “2023年度某某局部门决算” or the file name can say it, "
            f"and so can ingest with {options}"
        )
    department, year, (kind, name) = known["department"], known["year"], known["kind"]
    title = _build_title(front, department, year, name)
    return Identity(department, year, kind, title, given)


def _plain(text: str) -> str:
    """A title as the patterns read it: squeezed, years in digits, without 附件1 in front."""
    lead: str = read_rules("identity")["lead"]
    return re.sub(lead, "", with_plain_years(squeeze(text)))


def _without_level(named: str | None) -> tuple[str | None, bool]:
    """The name without 本级 behind it, and whether that stood there."""
    level: str = read_rules("identity")["own_level"]
    plain = re.sub(level, "", named or "")
    return (plain or None, plain != (named or ""))


def _find_department(
    cover: Sequence[TextLine],
    captions: Sequence[str],
    titles: Sequence[str],
    texts: Sequence[str],
) -> str | None:
    candidates = (
        _labelled([line.text for line in cover]),
        _labelled(captions),
        _named([_plain(join_lines(_without_attachment(cover)).text)]),
        _on_cover(cover),
        _told(texts),
        _named([_plain(title) for title in titles]),
    )
    for names in candidates:
        counts = Counter(name for name in names if _is_name(name))
        if counts:
            # Most tables name the department; a misprint stands in one of them only.
            return counts.most_common(1)[0][0]
    return None


def _name_in_file_name(stem: str) -> str | None:
    return next((name for name in _named([stem]) if _is_name(name)), None)


def _labelled(lines: Iterable[str]) -> Iterator[str]:
    behind = re.compile(read_rules("identity")["behind_name"])
    for line in lines:
        for pattern in _patterns("labelled"):
            # Department and unit stand on one line, far apart.
            match = pattern.search(squeeze(line))
            if match:
                yield _in_print(line, behind.sub("", match.group("name")).strip(" :："))
                break


def _in_print(text: str, name: str) -> str:
    """The stretch of a printed text that squeezes to `name`, without white space."""
    printed = re.sub(r"\s+", "", text)
    start = squeeze(printed).find(name)
    same_length = len(squeeze(printed)) == len(printed)
    return printed[start : start + len(name)] if start >= 0 and same_length else name


def _named(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for pattern in _patterns("named"):
            match = pattern.search(text)
            if match and _is_name(match.group("name")):
                yield match.group("name")
                break


def _without_attachment(cover: Sequence[TextLine]) -> list[TextLine]:
    """The lines of a cover that say more than 附件1."""
    return [line for line in cover if _plain(line.text)]


def _on_cover(cover: Sequence[TextLine]) -> Iterator[str]:
    pattern: str = read_rules("identity")["cover_name"]
    for line in cover:
        if match := re.search(pattern, squeeze(line.text)):
            yield match.group("name")


def _told(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for pattern in _patterns("told"):
            match = pattern.search(squeeze(text))
            if match:
                yield match.group("name")


def _is_name(name: str) -> bool:
    rules = read_rules("identity")
    is_short = 2 <= len(name) <= rules["longest_name"]
    return is_short and not re.search(rules["not_a_name"], name.lower())


def _find_year(sources: Sequence[str]) -> int | None:
    for source in sources:
        for pattern in _patterns("years"):
            match = pattern.search(source)
            if match:
                year = int(match.group(1))
                return year if year > 99 else 2000 + year
    return None


def _find_kind(sources: Sequence[str], is_unit: bool) -> tuple[ReportKind, str] | None:
    """The kind that a title names; 本级 behind the name of the body makes it the unit's own."""
    for source in sources:
        for kind, name, pattern in _kinds():
            if pattern.search(source):
                return _of_unit(kind) if is_unit else (kind, name)
    return None


def _of_unit(found: ReportKind) -> tuple[ReportKind, str]:
    return next((k, n) for k, n, _ in _kinds() if k.is_unit and k.is_budget is found.is_budget)


def _build_title(front: str, department: str, year: int, kind: str) -> str:
    """The cover as printed when it names the department, else one of the same make."""
    plain = squeeze(front)
    if squeeze(department) in plain and len(plain) <= len(department) + 20:
        return front
    title: str = read_rules("identity")["title"]
    return title.format(department=department, year=year, kind=kind)


@lru_cache(maxsize=8)
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in read_rules("identity")[name])


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[ReportKind, str, re.Pattern[str]], ...]:
    return tuple(
        (ReportKind(rule["is"]), rule["name"], any_of(rule["patterns"]))
        for rule in read_rules("identity")["kind"]
    )
