"""`disclosure-qa serve` and `doctor`."""

import os
import re
import signal
import socket
import subprocess
import sys

import httpx
import pytest

from cli import doctor, serve
from disclosure.corpus import Corpus
from disclosure.errors import DisclosureError
from service.settings import Settings, load_settings
from tests.conftest import ROOT
from tests.service.tiny_corpus import write_tiny_corpus

# The service as a process of its own, with the engine of the HTTP tests.
SERVE = """
import sys
from pathlib import Path
from cli import serve
from disclosure.corpus import Corpus
from service.app import create_app
from tests.service.conftest import Parrot
serve.create_app = lambda settings: create_app(settings, Parrot(Corpus(settings.data)))
sys.exit(serve.serve(Path(sys.argv[1]), "127.0.0.1", 0))
"""


@pytest.fixture
def data_dir(tmp_path):
    return write_tiny_corpus(tmp_path)


@pytest.fixture(autouse=True)
def light_model(monkeypatch):
    """The model takes seconds to load, and has a test of its own."""
    good = doctor.Check("embedding model", doctor.State.GOOD, "not loaded here")
    monkeypatch.setattr(doctor, "check_model", lambda _settings: good)


def states(folder):
    checks = doctor.run_checks(Settings(data=folder))
    return {check.what: check.state.value for check in checks if check.what != "packages"}


def test_the_address_is_printed_when_it_answers_and_a_stop_is_quiet(data_dir):
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(data_dir)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    try:
        address = re.search(r"http://\S+", process.stdout.readline())[0]
        reply = httpx.get(f"{address}/readyz", timeout=10)
        process.send_signal(signal.SIGINT)
        _, shown = process.communicate(timeout=20)
    finally:
        process.kill()
    # First what the service logged, so that a failure says why.
    assert shown == ""
    assert reply.json()["reports"] == 2
    assert process.returncode == 0


def test_a_port_that_is_taken_is_told_in_a_sentence(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert serve.serve(tmp_path, "127.0.0.1", port) == 1
    shown = capsys.readouterr().err
    assert f"port {port}" in shown
    assert "--port" in shown
    assert "Traceback" not in shown


def test_an_address_of_another_machine_is_told_in_a_sentence(tmp_path, capsys):
    assert serve.serve(tmp_path, "192.0.2.1", 0) == 1
    assert "--host" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("host", "shown"), [("0.0.0.0", "127.0.0.1"), ("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")]
)
def test_the_address_can_be_opened_in_a_browser(host, shown):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert serve._address(host, listener) == f"http://{shown}:{port}"


def test_a_setting_that_cannot_be_used_names_its_variable(monkeypatch):
    monkeypatch.setenv("DISCLOSURE_QA_PORT", "many")
    with pytest.raises(DisclosureError, match="DISCLOSURE_QA_PORT"):
        load_settings()


def test_an_option_goes_before_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("DISCLOSURE_QA_DATA", "elsewhere")
    monkeypatch.setenv("DISCLOSURE_QA_UNKNOWN", "x")
    assert load_settings(data=tmp_path, port=None).data == tmp_path
    assert load_settings().data.name == "elsewhere"


def test_a_whole_corpus_is_in_order(data_dir):
    assert states(data_dir) == {
        "Python": "ok",
        "embedding model": "ok",
        "corpus": "ok",
        "source files": "ok",
        "passage index": "note",
    }


def test_an_empty_folder_is_not_made_into_a_corpus(tmp_path):
    assert states(tmp_path / "none")["corpus"] == "note"
    assert not (tmp_path / "none").exists()


def test_a_lost_and_a_changed_source_are_named(data_dir):
    corpus = Corpus(data_dir)
    first, second = corpus.reports()
    corpus.source_file(first).unlink()
    corpus.source_file(second).write_bytes(b"other")
    check = doctor.check_sources(corpus)
    corpus.close()
    assert check.state is doctor.State.WRONG
    assert "is missing" in check.found
    assert "has changed" in check.found
    assert check.remedy


def test_a_damaged_database_is_wrong_and_ends_with_status_1(data_dir, capsys):
    for file in data_dir.glob("corpus.sqlite3-*"):
        file.unlink()
    database = data_dir / "corpus.sqlite3"
    database.write_bytes(b"x" * 4096)
    assert doctor.doctor(data_dir) == 1
    assert "wrong" in capsys.readouterr().out


def test_an_index_of_another_model_is_wrong(data_dir):
    folder = data_dir / "index" / "g1"
    folder.mkdir(parents=True)
    (data_dir / "index" / "current").write_text("g1")
    manifest = '{{"generation": {}, "model": "other", "passages": {}}}'
    (folder / "manifest.json").write_text(manifest.format(2, "{}"))
    assert states(data_dir)["passage index"] == "wrong"
    (folder / "manifest.json").write_text(manifest.format(1, "{}"))
    assert states(data_dir)["passage index"] == "note"
    (folder / "manifest.json").write_text("{")
    assert states(data_dir)["passage index"] == "wrong"
