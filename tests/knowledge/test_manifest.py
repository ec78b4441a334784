"""The manifest of a snapshot: what it says is what is there, or it is damage."""

import json
import sqlite3

import pytest

from knowledge.errors import DamagedSnapshot
from knowledge.manifest import (
    CHANGES_WHEN_READ,
    FORMAT,
    MADE_WITH,
    MANIFEST,
    Change,
    Manifest,
    check_files,
    read_manifest,
    versions,
    write_manifest,
)
from tests.knowledge.homes import DAMAGES, damaged, flipped

SAMPLE = Manifest(
    created="2001-02-03T04:05:06+00:00",
    model="sample model",
    store="directory",
    documents=1,
    passages=2,
    sentences=3,
    change=Change("sync", added=1, replaced=2, removed=3),
    versions={"numpy": "9.9"},
)


def write_database(path, statement):
    """Carry out a statement in a database with the table ``words``."""
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word TEXT)")
        connection.execute(statement)
    connection.close()


@pytest.fixture
def folder(tmp_path):
    """A folder with three files and the manifest of it."""
    (tmp_path / "below").mkdir()
    (tmp_path / "words.txt").write_text("A sample.")
    (tmp_path / "below" / "numbers.bin").write_bytes(bytes(range(256)))
    write_database(tmp_path / "below" / CHANGES_WHEN_READ, "INSERT INTO words VALUES ('sample')")
    write_manifest(tmp_path, SAMPLE)
    return tmp_path


def change(folder, **values):
    path = folder / MANIFEST
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_what_is_written_is_read(folder):
    found = read_manifest(folder)

    facts = ("created", "model", "store", "documents", "passages", "sentences", "change")
    assert [getattr(found, each) for each in facts] == [getattr(SAMPLE, each) for each in facts]
    assert (found.versions, found.format) == ({"numpy": "9.9"}, FORMAT)


def test_every_file_is_noted_with_its_size(folder):
    sizes = {name: file.size for name, file in read_manifest(folder).files.items()}

    database = (folder / "below" / CHANGES_WHEN_READ).stat().st_size
    assert sizes == {
        "words.txt": 9,
        "below/numbers.bin": 256,
        f"below/{CHANGES_WHEN_READ}": database,
    }


def test_untouched_files_are_whole(folder):
    assert check_files(folder, read_manifest(folder)) is None


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("name", ["words.txt", "below/numbers.bin"])
def test_each_damage_of_a_file_is_found(folder, name, damage):
    DAMAGES[damage](folder / name)

    with pytest.raises(DamagedSnapshot, match=rf"{name}: is (gone|not as it was written)"):
        check_files(folder, read_manifest(folder))


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_database_that_is_shorter_than_written_is_damaged(folder, damage):
    DAMAGES[damage](folder / "below" / CHANGES_WHEN_READ)

    with pytest.raises(DamagedSnapshot, match=rf"{CHANGES_WHEN_READ}: is (gone|not as it was)"):
        check_files(folder, read_manifest(folder))


def test_a_database_may_be_written_to_by_who_reads_it(folder):
    write_database(folder / "below" / CHANGES_WHEN_READ, "INSERT INTO words VALUES ('other')")

    assert check_files(folder, read_manifest(folder)) is None


def test_a_flipped_bit_anywhere_in_the_manifest_is_damage_or_changes_nothing(folder):
    whole, content = read_manifest(folder), (folder / MANIFEST).read_bytes()
    believed = []
    for place in range(len(content)):
        (folder / MANIFEST).write_bytes(flipped(content, place))
        try:
            found = read_manifest(folder)
            check_files(folder, found)
        except DamagedSnapshot:
            continue
        if found != whole:
            believed.append(content[place - 9 : place + 9])

    assert believed == []


@pytest.mark.parametrize("damage", ["missing", "empty", "cut"])
def test_a_manifest_that_cannot_be_read_is_damage(folder, damage):
    with (
        damaged(folder / MANIFEST, damage),
        pytest.raises(DamagedSnapshot, match=r"its manifest cannot be read \(.*Remove CURRENT"),
    ):
        read_manifest(folder)


@pytest.mark.parametrize(
    "values",
    [{"files": []}, {"files": {"a": 1}}, {"change": 1}, {"change": {}}, {"unheard": 1}],
)
def test_a_manifest_of_other_facts_is_damage(folder, values):
    change(folder, **values)

    with pytest.raises(DamagedSnapshot, match="its manifest cannot be read"):
        read_manifest(folder)


def test_a_manifest_that_is_a_list_is_damage(folder):
    (folder / MANIFEST).write_text("[]")

    with pytest.raises(DamagedSnapshot, match="its manifest cannot be read"):
        read_manifest(folder)


@pytest.mark.parametrize("found", [1, FORMAT + 1])
def test_another_format_is_refused_with_both_formats_and_what_to_do(folder, found):
    change(folder, format=found)

    with pytest.raises(
        DamagedSnapshot, match=rf"has format {found}, this version reads {FORMAT}\..* into a new"
    ):
        read_manifest(folder)


def test_the_versions_are_of_the_libraries_that_write_the_files():
    assert set(versions()) == set(MADE_WITH)
    assert all(each[0].isdigit() for each in versions().values())
