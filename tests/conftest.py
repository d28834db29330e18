"""Fixtures for every test: where the shared reports and our own samples are."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def samples_dir() -> Path:
    """Our own sample reports and the script that typesets them."""
    return ROOT / "samples"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The shared reports: DISCLOSURE_QA_SHARED, else `shared` beside the checkout.

    Where they are absent the test is skipped; on a build server (CI=true) it fails, so that a
    green build has read them.
    """
    folder = Path(os.environ.get("DISCLOSURE_QA_SHARED") or ROOT.parent / "shared")
    if folder.is_dir():
        return folder
    reason = f"the shared reports are not at {folder}; set DISCLOSURE_QA_SHARED"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
