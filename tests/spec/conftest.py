"""Fixtures of the rules of reading."""

import pytest

from tests.spec.drawn_tables import FORMS, read_table


@pytest.fixture(params=FORMS)
def read(request, tmp_path):
    """Read what is drawn from one of the forms of input."""
    return lambda drawn: read_table(tmp_path, request.param, drawn)
