"""Typesets the sample reports: `python -m samples.typeset [--out DIR]`."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from samples.accounts import HERE, read_department, read_toml
from samples.document import Report, typeset
from samples.forms import build_forms
from samples.narrative import build_narrative
from samples.printing import Printing
from samples.truth import write_truth
from samples.typography import FONT_FILE, register_font

FOLDERS = ("education", "water")


def build_reports() -> Iterator[Report]:
    """Every department and year that the figures hold."""
    for name in FOLDERS:
        folder = HERE / name
        department = read_department(folder)
        raw = read_toml(folder / "forms.toml")
        printing = Printing(raw["strip_zeros"], raw["table_separators"])
        for account in department.accounts:
            narrative = build_narrative(folder, department, account, printing)
            forms = build_forms(folder, account)
            yield Report(department, account, printing, narrative, forms)


def main() -> None:
    """Writes reports/*.pdf and truth/*.jsonl below the folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (default: samples/)")
    out: Path = parser.parse_args().out
    if not FONT_FILE.exists():
        raise SystemExit(f"{FONT_FILE} is missing: apt-get install fonts-wqy-microhei")
    register_font()
    for folder in ("reports", "truth"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    for report in build_reports():
        tracker = typeset(report, out / "reports" / f"{report.stem}.pdf")
        write_truth(report, tracker, out / "truth" / f"{report.stem}.jsonl")
        print(report.stem)


if __name__ == "__main__":
    main()
