"""The stock pipeline that ours is compared with does what LangChain's tutorial does."""

import pytest

from evals.peers.stock import CHUNK, add_texts, main, open_stock, read_texts, search, split

TEXTS = {
    "river": "The sample river is 40 km long and rises in the northern hills.",
    "bread": "Bread is baked from flour, water and yeast in a hot oven.",
    "moon": "The moon goes round the earth in about 27 days.",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A store of three texts, made with the bundled model."""
    folder = tmp_path_factory.mktemp("stock")
    add_texts(open_stock(folder), TEXTS)
    return folder


def test_a_long_text_becomes_overlapping_chunks_that_name_it():
    words = " ".join(f"word{number}" for number in range(400))

    chunks = split({"long": words})

    assert len(chunks) > 2
    assert all(len(chunk.page_content) <= CHUNK for chunk in chunks)
    assert {chunk.metadata["source"] for chunk in chunks} == {"long"}
    assert chunks[1].page_content.split()[0] in chunks[0].page_content.split()


def test_the_nearest_text_comes_first(folder):
    store = open_stock(folder)

    assert search(store, "What do bakers need?", 3)[0] == "bread"
    assert sorted(search(store, "How long is the river?", 3)) == sorted(TEXTS)


def test_it_answers_from_the_command_line_what_it_stored(folder, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["stock", "ask", str(folder), "How far is the moon?"])

    assert main() == 0
    assert capsys.readouterr().out.startswith("[moon] The moon goes round")


def test_text_files_are_read_by_name(tmp_path):
    (tmp_path / "b.txt").write_text("Second.\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text("First.\n", encoding="utf-8")
    (tmp_path / "c.json").write_text("{}", encoding="utf-8")

    assert read_texts(tmp_path) == {"a": "First.", "b": "Second."}
