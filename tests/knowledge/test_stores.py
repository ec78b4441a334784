"""What every vector store promises, and what is particular to Chroma."""

import shutil

import numpy as np
import pytest

from knowledge.errors import DamagedSnapshot
from knowledge.stores import chroma
from knowledge.stores.chroma import DATABASE, ChromaStore
from knowledge.stores.memory import MemoryStore


def random_vectors(count, seed=7):
    vectors = np.random.default_rng(seed).normal(size=(count, 24)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


VECTORS = random_vectors(600)
IDS = [f"s{row}" for row in range(len(VECTORS))]
# From here on Chroma keeps vectors in an index of its own instead of comparing each of them.
MANY = 1500


def open_chroma(folder, ids, vectors):
    chroma.build(folder, ids, vectors)
    return ChromaStore(folder)


STORES = {"memory": lambda folder, ids, vectors: MemoryStore(ids, vectors), "chroma": open_chroma}


@pytest.fixture(scope="module", params=sorted(STORES))
def store(request, tmp_path_factory):
    store = STORES[request.param](tmp_path_factory.mktemp("store") / "vectors", IDS, VECTORS)
    yield store
    store.close()


def exact(vector, count):
    """Return the ids of the nearest vectors by comparing each of them."""
    cosines = [float(np.dot(each, vector)) for each in VECTORS]
    return [IDS[row] for row in sorted(range(len(IDS)), key=lambda row: -cosines[row])[:count]]


def test_the_nearest_are_those_of_an_exact_search(store):
    for vector in random_vectors(20, seed=8):
        assert store.nearest(vector, 10) == exact(vector, 10)


def test_a_vector_is_nearest_to_itself(store):
    assert [store.nearest(VECTORS[row], 1) for row in (0, 300, 599)] == [["s0"], ["s300"], ["s599"]]


def test_more_than_there_are_gives_all(store):
    assert sorted(store.nearest(VECTORS[0], 10_000)) == sorted(IDS)


def test_the_size_is_the_number_of_vectors(store):
    assert store.size() == 600


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A Chroma directory with many vectors; only for reading."""
    folder = tmp_path_factory.mktemp("built") / "chroma"
    chroma.build(folder, [f"s{row}" for row in range(MANY)], random_vectors(MANY))
    return folder


@pytest.fixture
def folder(built, tmp_path):
    """The same in a folder that a test may damage."""
    return shutil.copytree(built, tmp_path / "chroma")


def test_a_chroma_directory_answers_the_same_after_reopening(folder):
    answers = []
    for _ in range(2):
        store = ChromaStore(folder)
        answers.append((store.size(), store.nearest(random_vectors(MANY)[1200], 5)))
        store.close()

    assert answers[0] == answers[1]
    assert answers[0][0] == MANY
    assert answers[0][1][0] == "s1200"


def test_a_chroma_directory_can_be_open_twice(folder):
    first, second = ChromaStore(folder), ChromaStore(folder)
    first.close()

    found = second.nearest(random_vectors(MANY)[3], 1)
    second.close()

    assert found == ["s3"]


def test_a_missing_chroma_directory_is_not_made(tmp_path):
    with pytest.raises(DamagedSnapshot, match=r"its vectors are gone\. Remove CURRENT"):
        ChromaStore(tmp_path / "chroma")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "damage",
    [lambda content: b"", lambda content: content[: len(content) // 2], lambda content: b"?" * 900],
    ids=["empty", "cut", "other"],
)
def test_a_damaged_chroma_database_is_said_to_be_so(folder, damage):
    database = folder / DATABASE
    database.write_bytes(damage(database.read_bytes()))

    with pytest.raises(DamagedSnapshot, match=r"its vectors are damaged \(.*\)\. Remove CURRENT"):
        ChromaStore(folder)


def test_a_chroma_directory_whose_index_is_gone_is_said_to_be_damaged(folder):
    for file in folder.rglob("*.bin"):
        file.unlink()
    store = ChromaStore(folder)

    with pytest.raises(DamagedSnapshot, match="its vectors are damaged"):
        store.nearest(random_vectors(1)[0], 3)

    store.close()
