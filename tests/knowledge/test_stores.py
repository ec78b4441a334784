"""What every vector store promises, and what is particular to a Chroma directory."""

import contextlib
import shutil

import numpy as np
import pytest

from knowledge.errors import DamagedSnapshot
from knowledge.stores import chroma
from knowledge.stores.chroma import COLLECTION, DATABASE
from knowledge.stores.memory import MemoryStore
from tests.knowledge.homes import DAMAGES, files


def random_vectors(count, seed=7):
    vectors = np.random.default_rng(seed).normal(size=(count, 24)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = random_vectors(600)
IDS = [f"s{row}" for row in range(len(VECTORS))]
# Of the document "small" there are five vectors, of "single" one.
DOCUMENTS = ["small" if row % 120 == 7 else f"d{row % 3}" for row in range(len(VECTORS))]
DOCUMENTS[300] = "single"
# So many that Chroma keeps them in several batches.
MANY = 1500
CHOICES = [["d0"], ["d0", "d2"], ["small"], ["single"], ["small", "unheard"], ["unheard"], []]


def write(client, name, ids, documents, vectors):
    try:
        return list(chroma.write(client, name, ids, documents, vectors))
    finally:
        # Chroma leaves the connections of a client open that it closes.
        servers = (client._server, client._admin_client._server)
        sessions = [each._session for each in servers if hasattr(each, "_session")]
        client.close()
        for session in sessions:
            session.close()


def write_directory(folder, ids, documents, vectors):
    return write(chroma.directory_client(folder), COLLECTION, ids, documents, vectors)


@pytest.fixture(scope="module", params=["memory", "directory", "server"])
def store(request, tmp_path_factory):
    if request.param == "memory":
        store = MemoryStore(IDS, DOCUMENTS, VECTORS)
    elif request.param == "directory":
        folder = tmp_path_factory.mktemp("store") / "vectors"
        write_directory(folder, IDS, DOCUMENTS, VECTORS)
        store = chroma.open_directory(folder)
    else:
        url = request.getfixturevalue("chroma_server")
        write(chroma.server_client(url), "contract-of-stores", IDS, DOCUMENTS, VECTORS)
        store = chroma.open_server(url, "", "contract-of-stores")
    yield store
    store.close()


def exact(vector, count, documents=None):
    """Return the ids of the nearest vectors by comparing each of them."""
    rows = [row for row in range(len(IDS)) if documents is None or DOCUMENTS[row] in documents]
    cosines = VECTORS @ vector
    return [IDS[row] for row in sorted(rows, key=lambda row: -cosines[row])[:count]]


def test_the_nearest_are_those_of_an_exact_search(store):
    for vector in random_vectors(20, seed=8):
        assert store.nearest(vector, 10) == exact(vector, 10)


@pytest.mark.parametrize("documents", CHOICES, ids="+".join)
def test_with_documents_the_nearest_are_those_of_an_exact_search_among_them(store, documents):
    for vector in random_vectors(20, seed=9):
        assert store.nearest(vector, 10, documents) == exact(vector, 10, documents)


def test_any_collection_of_documents_will_do(store):
    expected = store.nearest(VECTORS[0], 5, ["d0", "d1"])

    assert store.nearest(VECTORS[0], 5, {"d0", "d1"}) == expected
    assert store.nearest(VECTORS[0], 5, frozenset({"d1", "d0"})) == expected


def test_thousands_of_documents_may_be_named(store):
    named = ["small", *(f"unheard{number}" for number in range(5000))]

    assert store.nearest(VECTORS[0], 3, named) == exact(VECTORS[0], 3, ["small"])


def test_a_vector_is_nearest_to_itself(store):
    assert [store.nearest(VECTORS[row], 1) for row in (0, 300, 599)] == [["s0"], ["s300"], ["s599"]]


def test_more_than_there_are_gives_all(store):
    assert sorted(store.nearest(VECTORS[0], 10_000)) == sorted(IDS)


def test_more_than_there_are_of_a_document_gives_all_of_it(store):
    found = store.nearest(VECTORS[0], 10_000, ["small"])

    assert sorted(found) == sorted(exact(VECTORS[0], 9, ["small"]))


def test_none_of_none_are_asked_for(store):
    assert store.nearest(VECTORS[0], 0) == []


def test_the_size_is_the_number_of_vectors(store):
    assert store.size() == 600


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_directory_of_few_vectors_finds_them(tmp_path, count):
    write_directory(tmp_path / "chroma", IDS[:count], DOCUMENTS[:count], VECTORS[:count])

    store = chroma.open_directory(tmp_path / "chroma")
    found = (store.size(), sorted(store.ids()), sorted(store.nearest(VECTORS[0], 9)))
    store.close()

    assert found == (count, IDS[:count], IDS[:count])


@pytest.mark.parametrize("count", [1, 2, 3, 249, 250, 251, 501])
def test_a_directory_is_not_changed_by_who_reads_it(tmp_path, count):
    folder = tmp_path / "chroma"
    write_directory(folder, IDS[:count], DOCUMENTS[:count], VECTORS[:count])
    before = contents(folder)

    for _ in range(2):
        store = chroma.open_directory(folder)
        store.nearest(VECTORS[0], 3)
        store.close()

    assert contents(folder) == before


def contents(folder):
    """Return what every file holds but the database, in which it is noted that it was opened."""
    return {name: path.read_bytes() for name, path in files(folder).items() if name != DATABASE}


def test_what_was_written_grows_to_all(tmp_path):
    client = chroma.directory_client(tmp_path / "chroma")

    steps = write(client, COLLECTION, IDS, DOCUMENTS, VECTORS)

    assert steps == sorted(steps)
    assert (steps[-1], len(steps)) == (600, 3)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A Chroma directory with many vectors; only for reading."""
    folder = tmp_path_factory.mktemp("built") / "chroma"
    write_directory(folder, [f"s{row}" for row in range(MANY)], ["d"] * MANY, random_vectors(MANY))
    return folder


@pytest.fixture
def folder(built, tmp_path):
    """The same in a folder that a test may damage."""
    return shutil.copytree(built, tmp_path / "chroma")


def test_a_chroma_directory_answers_the_same_after_reopening(folder):
    answers = []
    for _ in range(2):
        store = chroma.open_directory(folder)
        answers.append((store.size(), store.nearest(random_vectors(MANY)[1200], 5)))
        store.close()

    assert answers[0] == answers[1]
    assert answers[0][0] == MANY
    assert answers[0][1][0] == "s1200"


def test_a_chroma_directory_can_be_open_twice(folder):
    first, second = chroma.open_directory(folder), chroma.open_directory(folder)
    first.close()

    found = second.nearest(random_vectors(MANY)[3], 1)
    second.close()

    assert found == ["s3"]


def test_the_ids_are_all_that_were_written(folder, monkeypatch):
    monkeypatch.setattr(chroma, "PAGE", 400)
    store = chroma.open_directory(folder)

    found = list(store.ids())
    store.close()

    assert (len(found), set(found)) == (MANY, {f"s{row}" for row in range(MANY)})


def test_vectors_are_saved_in_shares(tmp_path, monkeypatch):
    monkeypatch.setattr(chroma, "SAVED_AT_ONCE", 100)
    write_directory(tmp_path / "chroma", IDS, DOCUMENTS, VECTORS)

    store = chroma.open_directory(tmp_path / "chroma")
    found = [store.nearest(VECTORS[row], 1)[0] for row in range(0, 600, 37)]
    store.close()

    assert found == IDS[::37]


def test_a_missing_chroma_directory_is_not_made(tmp_path):
    with pytest.raises(DamagedSnapshot, match=r"its vectors are gone\. Remove CURRENT"):
        chroma.open_directory(tmp_path / "chroma")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", ["empty", "cut", "other"])
def test_a_damaged_chroma_database_is_said_to_be_so(folder, damage):
    other = {"other": lambda path: path.write_bytes(b"?" * 900)}
    {**DAMAGES, **other}[damage](folder / DATABASE)

    with pytest.raises(DamagedSnapshot, match=r"its vectors are damaged \(.*\)\. Remove CURRENT"):
        chroma.open_directory(folder)


def test_a_chroma_directory_whose_index_is_gone_is_said_to_be_damaged(folder):
    for file in folder.rglob("*.bin"):
        file.unlink()

    with (
        pytest.raises(DamagedSnapshot, match="its vectors are damaged"),
        contextlib.closing(chroma.open_directory(folder)) as store,
    ):
        store.nearest(random_vectors(1)[0], 3)
