"""The library as others see it: a search that follows the published index, or the last good one."""

import contextlib
import math
import shutil
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from knowledge import Filter, LibrarySettings, Query, Weights, open_library, snapshots
from knowledge import library as library_module
from knowledge.errors import DamagedSnapshot, LibraryNotReady
from knowledge.library import question_vector
from knowledge.manifest import CHANGES_WHEN_READ
from tests.fakes import FakeEncoder, fake_card
from tests.knowledge.homes import DAMAGES, damaged, files, flipped, opened, query, texts


@pytest.fixture
def add(add, write):
    """Add a document: ``add(name, text, **facts)``."""
    return lambda name, text, **facts: add(write(name, text, **facts))


@pytest.fixture
def library(settings, add):
    add("boats.md", "The red boats float. They sail.", title="Boats")
    with opened(settings) as library:
        yield library


def test_a_home_without_index_cannot_be_opened(settings):
    with pytest.raises(LibraryNotReady, match="no index yet"):
        open_library(settings)


def test_without_settings_the_environment_says_where_the_library_is(library, home):
    with opened(None) as other:
        assert other.settings.home == home
        assert other.documents() == library.documents()


def test_a_document_is_found_by_its_id(library):
    (document,) = library.documents()

    assert library.document(document.id) == document


def test_an_unknown_id_is_no_document(library):
    assert library.document("unheard") is None


def test_the_best_sentence_comes_first(library, add):
    add("rain.md", "Rain fell on the bridge. The red lamp went out.")

    assert texts(library, "Did rain fall on the bridge?")[0] == "Rain fell on the bridge."


def test_no_more_hits_than_asked_for(library, add):
    add("rain.md", "Rain fell. The lamp went out.")

    assert len(library.search(query("rain"), 2)) == 2


def test_the_frequency_of_a_key_counts_sentences(library, add):
    add("rain.md", "The boats got wet. Rain fell.")

    assert [library.frequency(key) for key in ("boat", "rain", "unheard")] == [2, 1, 0]


def test_a_search_can_be_limited_to_some_documents(library, add):
    add("rain.md", "Rain fell. A red boat sank.", published="2024-05-01", publisher="Office")
    filters = [
        Filter(documents=frozenset({library.documents()[0].id})),
        Filter(publishers=frozenset({"Office"}), published_from=date(2024, 5, 1)),
        Filter(published_to=date(2024, 4, 30)),
    ]

    found = [texts(library, "red boats", only=each) for each in filters]

    assert found == [
        ["The red boats float.", "They sail."],
        ["A red boat sank.", "Rain fell."],
        [],
    ]


def test_a_newly_published_index_serves_from_the_next_call(library, add):
    before = library.name

    add("rain.md", "Rain fell on the bridge.")

    assert texts(library, "rain")[0] == "Rain fell on the bridge."
    assert [document.source for document in library.documents()] == ["boats.md", "rain.md"]
    assert library.name != before


def test_an_index_that_was_gone_back_to_serves_from_the_next_call(library, home, add):
    before = library.name
    add("rain.md", "Rain fell on the bridge.")
    assert len(library.documents()) == 2

    snapshots.go_back(home)

    assert len(library.documents()) == 1
    assert library.name == before


def test_a_version_that_was_replaced_leaves_no_trace(library, add):
    add("lamps.md", "The old lamps shine.", url="https://example.org/lamps")
    assert "The old lamps shine." in texts(library, "lamps")

    add("lamps.md", "The new lamps glow.", url="https://example.org/lamps")

    assert "The old lamps shine." not in texts(library, "lamps")
    assert "The new lamps glow." in texts(library, "lamps")


def test_a_library_that_slept_through_many_indexes_wakes_to_the_last(library, add):
    for number in range(snapshots.KEPT + 1):
        add(f"{number}.md", f"The sample bridge number {number} is long.")

    assert len(library.documents()) == snapshots.KEPT + 2


def test_the_model_is_not_opened_again_for_a_new_index(library, add):
    encoder = library.current().encoder

    add("rain.md", "Rain fell on the bridge.")

    assert library.current().encoder is encoder


def breakable(folder, damage):
    """Return the files of an index that a damage must not go unnoticed in.

    A flipped bit in the database is not looked for: SQLite itself writes to it when it is opened.
    """
    found = files(folder)
    return {
        name: path
        for name, path in found.items()
        if damage != "flipped" or path.name != CHANGES_WHEN_READ
    }


def messages(caplog):
    """Return what was noted in the log since the last time."""
    found = [record.getMessage() for record in caplog.records]
    caplog.clear()
    return found


def test_an_index_has_the_files_that_the_tests_of_damage_go_through(first_and_second):
    names = {path.name for path in files(first_and_second[1]).values()}

    assert names >= {
        "manifest.json",
        "documents.jsonl",
        "passages.jsonl",
        "passage_vectors.npy",
        "sentence_vectors.npy",
        "passages.npz",
        "sentences.npz",
        "chroma.sqlite3",
        "data_level0.bin",
        "header.bin",
        "length.bin",
        "link_lists.bin",
        "index_metadata.pickle",
        "model.onnx",
        "tokenizer.json",
    }


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_file_is_damaged_the_last_good_index_is_opened_and_the_log_says_so(
    settings, first_and_second, damage, caplog
):
    first, second = first_and_second
    for path in breakable(second, damage).values():
        with damaged(path, damage), opened(settings) as library:
            assert texts(library, "red boats") == ["The red boats float.", "The green boats sink."]

        (noted,) = messages(caplog)
        assert str(path if path.name != "manifest.json" else second) in noted
        assert noted.endswith(f"The index {first.name} serves instead.")


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_file_of_the_only_index_is_damaged_it_is_not_opened(
    settings, first_and_second, damage
):
    first, second = first_and_second
    shutil.rmtree(first)
    for path in breakable(second, damage).values():
        with damaged(path, damage), pytest.raises(DamagedSnapshot, match="Remove CURRENT"):
            open_library(settings)


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_file_of_a_new_index_is_damaged_the_open_library_serves_on_and_says_so(
    settings, first_and_second, damage, caplog
):
    first, second = first_and_second
    snapshots.go_back(settings.home)
    with opened(settings) as library:
        for path in breakable(second, damage).values():
            with damaged(path, damage):
                point_at(settings.home, second)
                assert texts(library, "rain") == ["The red boats float.", "The green boats sink."]

            assert library.name == first.name
            (noted,) = messages(caplog)
            assert noted.startswith("the new index is not used: ")

        point_at(settings.home, second)
        assert texts(library, "rain")[0] == "Rain fell on the bridge."


def point_at(home, folder):
    """Publish an index without any check."""
    snapshots.publish(home, folder)


def test_a_bit_flipped_anywhere_in_the_database_is_damage_or_changes_no_answer(
    settings, first_and_second, tmp_path
):
    first, second = first_and_second
    shutil.rmtree(first)
    content = (second / "chroma" / CHANGES_WHEN_READ).read_bytes()
    for place in range(11, len(content), len(content) // 100):
        # Chroma remembers what it opened under a name.
        home = shutil.copytree(settings.home, tmp_path / "flipped" / str(place))
        path = snapshots.current(home) / "chroma" / CHANGES_WHEN_READ
        path.write_bytes(flipped(content, place))
        with (
            contextlib.suppress(DamagedSnapshot),
            opened(settings.model_copy(update={"home": home})) as library,
        ):
            assert len(texts(library, "rain")) == 3


def test_the_newest_whole_index_is_chosen(settings, home, add, caplog):
    for name in ("first", "second", "third"):
        add(f"{name}.md", f"The {name} sample boat floats.")
    _, second, third = snapshots.kept(home)
    (third / "passages.jsonl").unlink()

    with opened(settings) as library:
        assert library.name == second.name

    assert len(messages(caplog)) == 1


def test_the_last_good_index_is_opened_when_the_published_one_is_gone(
    settings, first_and_second, caplog
):
    first, second = first_and_second
    shutil.rmtree(second)

    with opened(settings) as library:
        assert library.name == first.name

    assert "the published index is incomplete" in messages(caplog)[0]


def test_after_the_last_good_index_a_newly_published_one_serves(settings, first_and_second, add):
    (first_and_second[1] / "passages.jsonl").unlink()
    with opened(settings) as library:
        assert len(library.documents()) == 1
        snapshots.go_back(settings.home)

        add("lamps.md", "The lamps shine.")

        assert [each.source for each in library.documents()] == ["boats.md", "lamps.md"]


def test_the_last_good_index_serves_on_when_the_pointer_is_gone(library, home):
    (home / "CURRENT").unlink()

    assert texts(library, "boats")[0] == "The red boats float."


def test_a_good_index_after_a_damaged_one_is_taken_up(library, home, add):
    (home / "CURRENT").rename(home / "kept")
    (home / "CURRENT").write_text("gone")
    assert len(library.documents()) == 1
    (home / "kept").replace(home / "CURRENT")

    add("rain.md", "Rain fell on the bridge.")

    assert len(library.documents()) == 2


@pytest.fixture
def watched(settings, first_and_second):
    """A library that watches for new indexes; the first of two is published."""
    snapshots.go_back(settings.home)
    with opened(settings) as library:
        yield library


def asked_all_the_time(library, until, pause=0.002):
    """Ask one question after another; return when each began, its seconds, and what it found."""
    answers = []
    while not until.is_set():
        start = time.monotonic()
        found = texts(library, "rain")
        answers.append((start, time.monotonic() - start, found[0]))
        time.sleep(pause)
    return answers


def test_a_watched_library_takes_up_a_new_index_while_every_question_is_answered(
    watched, first_and_second, monkeypatch
):
    opening = library_module.open_vectors

    def slow_opening(*arguments):
        time.sleep(2)
        return opening(*arguments)

    monkeypatch.setattr(library_module, "open_vectors", slow_opening)
    watched.watch()
    done = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(asked_all_the_time, watched, done) for _ in range(4)]
        published = time.monotonic()
        point_at(watched.settings.home, first_and_second[1])
        while watched.name != first_and_second[1].name and time.monotonic() < published + 20:
            time.sleep(0.01)
        taken_up = time.monotonic() - published
        time.sleep(0.2)
        done.set()
        answers = [answer for each in asking for answer in each.result()]

    assert taken_up < 5
    assert max(seconds for _, seconds, _ in answers) < 1.5
    assert {found for *_, found in answers} == {"The red boats float.", "Rain fell on the bridge."}


def test_what_is_found_after_a_change_over_is_never_from_before(watched, first_and_second):
    watched.watch(0.02)
    done = threading.Event()
    with ThreadPoolExecutor(4) as pool:
        asking = [pool.submit(asked_all_the_time, watched, done) for _ in range(4)]
        point_at(watched.settings.home, first_and_second[1])
        wait_until(lambda: watched.name == first_and_second[1].name)
        changed = time.monotonic()
        time.sleep(0.2)
        done.set()
        answers = [answer for each in asking for answer in each.result()]

    assert {found for start, _, found in answers if start > changed} == {"Rain fell on the bridge."}


def wait_until(condition, seconds=10):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.01)


def test_a_watched_library_follows_every_change(watched, first_and_second):
    watched.watch(0.02)

    for folder in [first_and_second[1], first_and_second[0], first_and_second[1]]:
        point_at(watched.settings.home, folder)
        wait_until(lambda folder=folder: watched.name == folder.name)

    assert texts(watched, "rain")[0] == "Rain fell on the bridge."


def test_a_question_to_a_watched_library_never_opens_an_index_itself(watched, first_and_second):
    watched.watch(every=3600)
    point_at(watched.settings.home, first_and_second[1])

    texts(watched, "rain")

    assert watched.name == first_and_second[0].name


def watchers():
    return [thread for thread in threading.enumerate() if thread.name == "library-watch"]


def test_closing_ends_the_watching(settings, first_and_second):
    before = watchers()
    library = open_library(settings)
    library.watch(0.02)
    (watcher,) = set(watchers()) - set(before)

    library.close()
    watcher.join(5)

    assert not watcher.is_alive()


def test_watching_survives_an_index_that_cannot_be_opened(watched, first_and_second, monkeypatch):
    def fail(*arguments):
        raise RuntimeError("sample")

    watched.watch(0.02)
    with monkeypatch.context() as patch:
        patch.setattr(library_module, "load", fail)
        point_at(watched.settings.home, first_and_second[1])
        time.sleep(0.3)

    point_at(watched.settings.home, first_and_second[1])

    wait_until(lambda: watched.name == first_and_second[1].name, 3)
    assert watched.name == first_and_second[1].name


def test_other_weights_give_another_ranking_of_the_same_index(library, add):
    add("rain.md", "zebra rain rain rain. The lamp of the stripes.")
    words = Weights(passage_similarity=0.0, sentence_words=9.0, passage_words=0.0)
    plain = Weights(passage_similarity=0.0, sentence_words=0.0, passage_words=0.0)
    library.documents()

    found = [texts(library.with_weights(each), "zebra light light")[0] for each in (words, plain)]

    assert found == ["zebra rain rain rain.", "The lamp of the stripes."]


def test_other_weights_leave_the_library_as_it_was(library):
    before = library.search(query("boats"))[0].score

    library.with_weights(Weights(middle=0.0))

    assert library.search(query("boats"))[0].score == before


def test_many_may_search_while_documents_are_added(library, add):
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(texts, library, "red boats") for _ in range(40)]
        for number in range(3):
            add(f"{number}.md", f"The green bridge number {number} is long.")
            asked += [pool.submit(texts, library, "red boats") for _ in range(40)]

    assert {future.result()[0] for future in asked} == {"The red boats float."}


def test_the_settings_are_read_from_the_environment(monkeypatch, home):
    monkeypatch.setenv("ASSISTANT_SEARCH_CANDIDATES", "7")

    assert (LibrarySettings().home, LibrarySettings().search_candidates) == (home, 7)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many customers use Mobile Money?", "Mobile Money"),
        ("Who is the Chairman of the Quang Binh Provincial People's Committee?", "Tran Phong"),
        ("By how much did sales abroad of digital goods grow?", "export"),
    ],
    ids=["words", "name", "paraphrase"],
)
def test_the_documents_that_ship_answer_questions(shipped_library, question, expected):
    found = [hit.text for hit in shipped_library.search(query(question), 3)]

    assert any(expected in text for text in found)


@pytest.mark.parametrize(
    ("languages", "own_words"),
    [((), True), (("en", "vi"), True), (("en",), False)],
    ids=["names none", "reads both", "reads English"],
)
def test_a_question_in_its_own_words_counts_where_the_model_reads_them(languages, own_words):
    encoder = FakeEncoder()
    encoder.card = fake_card(languages=languages)

    vector = question_vector(encoder, Query("boat", (), original="river", language="vi"))

    boat, river = encoder.questions(["boat", "river"]) @ vector
    midway = math.sqrt(0.5)
    assert (boat, river) == pytest.approx((midway, midway) if own_words else (1, 0))


def test_a_question_without_a_known_word_has_a_vector_of_zeros():
    class NothingKnown(FakeEncoder):
        def questions(self, texts):
            return 0 * super().questions(texts)

    encoder = NothingKnown()
    encoder.card = fake_card()

    assert not question_vector(encoder, Query("boat", ())).any()


def test_a_question_in_the_language_of_its_rendering_is_read_once():
    encoder = FakeEncoder()
    encoder.card = fake_card()

    question_vector(encoder, Query("boat", ()))

    assert encoder.read == ["boat"]
