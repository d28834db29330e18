"""The known forms of tables, found by title and header, never by number (公开0x)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from disclosure.fact import Basis
from disclosure.labels import normalise_label

# A year says when, 续表 that it goes on: neither says which form it is.
_NOT_NAME = re.compile(
    r"20\d\d年度?|\(?续表?\)?$|\(.{0,12}元\)$|"
    r"^(?:附件|附表|公开|预算|决算|附|表)*\d+(?:-\d+)*表?[:.、]?(?=\D)"
)


@dataclass(frozen=True, slots=True)
class TableForm:
    """One form: `fund` is the money it is about, `headers` tells forms of like titles apart.

    `signature` are headers that no other form has together.
    """

    key: str
    name: str
    fund: str
    titles: re.Pattern[str]
    headers: frozenset[str] = frozenset()
    basis: Basis | None = None
    signature: tuple[re.Pattern[str], ...] = ()

    def fits(self, title: str, header_labels: frozenset[str]) -> bool:
        """Whether a normalised title and header are of this form."""
        named = bool(self.titles.search(title))
        return named and (not self.headers or bool(self.headers & header_labels))

    def has_signature(self, header_labels: frozenset[str]) -> bool:
        """Whether a header is of this form, whatever the title says."""
        return bool(self.signature) and all(
            any(pattern.search(label) for label in header_labels) for pattern in self.signature
        )


@lru_cache(maxsize=1)
def read_forms() -> dict[str, TableForm]:
    """All forms by key, narrower ones first."""
    path = Path(__file__).with_name("table_forms.toml")
    entries = tomllib.loads(path.read_text(encoding="utf-8"))["form"]
    return {
        entry["key"]: TableForm(
            entry["key"],
            entry["name"],
            entry["fund"],
            re.compile("|".join(f"(?:{pattern})" for pattern in entry["titles"])),
            frozenset(entry.get("headers", ())),
            Basis(entry["basis"]) if "basis" in entry else None,
            tuple(re.compile(pattern) for pattern in entry.get("signature", ())),
        )
        for entry in entries
    }


def normalise_title(title: str) -> str:
    """A table title without year, numbering, unit and marks of continuation."""
    return _NOT_NAME.sub("", normalise_label(_NOT_NAME.sub("", normalise_label(title))))


def find_form(title: str, header_labels: Iterable[str] = ()) -> str | None:
    """The key of the form that a table follows; None when it is of no known form."""
    name = normalise_title(title)
    labels = frozenset(normalise_label(label) for label in header_labels)
    forms = read_forms().values()
    named = next((form.key for form in forms if form.fits(name, labels)), None)
    return named or next((form.key for form in forms if form.has_signature(labels)), None)


def find_basis_of_form(form: str | None) -> Basis | None:
    """What the figures of a form measure where no label says it, whatever the kind of report."""
    known = read_forms().get(form or "")
    return known.basis if known else None


def find_fund(form: str | None) -> str | None:
    """The fund that a form is about."""
    known = read_forms().get(form or "")
    return known.fund if known else None
