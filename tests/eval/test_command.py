"""`disclosure-qa eval` against a service of a few lines on this machine."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
import typer

from cli.eval import evaluate_gold
from eval.gold_set import GoldSet
from eval.ingesting import build_data_dir
from eval.runner import RunError
from tests.eval.answers import answered, gold_line, value, visits


class Service(BaseHTTPRequestHandler):
    answer = visits()

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps(self.answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Say nothing."""


def serving(answer):
    handler = type("Handler", (Service,), {"answer": answer})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, daemon=True).start()
    return server, f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def gold(tmp_path):
    file = tmp_path / "set.jsonl"
    file.write_text(gold_line(), encoding="utf-8")
    (tmp_path / "set.toml").write_text("[gate]\nwrong_figures = 0\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("answer", "status"), [(visits(), 0), (answered("14 批次[1]", value("14", "批次")), 1)]
)
def test_the_exit_status_says_whether_the_gate_holds(gold, tmp_path, capsys, answer, status):
    server, url = serving(answer)
    try:
        assert evaluate_gold([gold], url=url, out=tmp_path / "out") == status
    finally:
        server.shutdown()
        server.server_close()
    report = json.loads((tmp_path / "out/report.json").read_text(encoding="utf-8"))
    assert report["results"][0]["system_configuration"]["url"] == url
    assert (tmp_path / "out/report.html").is_file()
    shown = capsys.readouterr().out
    assert "narrative_figure" in shown
    assert ("wrong figures: 1, at most 0 allowed: visits" in shown) == bool(status)


def test_options_that_do_not_go_together_are_refused(gold, tmp_path):
    with pytest.raises(typer.BadParameter, match="only one of"):
        evaluate_gold([gold], data=tmp_path, url="http://x")
    with pytest.raises(typer.BadParameter, match="--baseline"):
        evaluate_gold([gold], url="http://x", baseline=True)


def test_an_empty_corpus_is_no_result(gold, tmp_path):
    with pytest.raises(RunError, match="nothing is held"):
        evaluate_gold([gold], data=tmp_path / "data", out=tmp_path / "out")


@pytest.mark.parametrize(
    ("reports", "fault"), [((), "names no reports"), (("absent.pdf",), "'absent.pdf' is not there")]
)
def test_a_corpus_of_part_of_the_reports_is_not_built(gold, tmp_path, reports, fault):
    with pytest.raises(RunError, match=fault):
        build_data_dir(GoldSet("set", gold, (), reports=reports), tmp_path / "data")


def test_a_folder_that_is_no_corpus_is_not_emptied(gold, tmp_path):
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "letter.txt").write_text("dear", encoding="utf-8")
    with pytest.raises(RunError, match="is not emptied"):
        build_data_dir(GoldSet("set", gold, (), reports=("set.jsonl",)), folder)
    assert (folder / "letter.txt").is_file()
