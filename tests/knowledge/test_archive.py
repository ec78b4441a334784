"""ZIP files are checked before anything unpacks them in one go."""

import io
import struct
import zipfile

import pytest

from knowledge.errors import DamagedDocument, EncryptedDocument, TooBig
from knowledge.readers import archive
from knowledge.readers.archive import check_zip

LOCAL, CENTRAL = b"PK\x03\x04", b"PK\x01\x02"


def packed(**members):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in members.items():
            target.writestr(name, content)
    return data.getvalue()


def with_field(data, offset, form, value):
    """Return the archive with a field of its first member changed in its directory."""
    changed = bytearray(data)
    struct.pack_into(form, changed, data.index(CENTRAL) + offset, value)
    return bytes(changed)


def test_an_ordinary_archive_passes(write):
    assert check_zip(write("a.docx", packed(one=b"boats " * 1000, two=b""))) is None


def test_a_bomb_is_refused_by_what_its_directory_says(write):
    path = write("bomb.docx", packed(one=bytes(30_000_000)))

    with pytest.raises(TooBig, match=r"^bomb\.docx: a part of it unpacks to 30,000,000 bytes"):
        check_zip(path)


@pytest.mark.parametrize(
    ("limit", "value", "message"),
    [
        ("MEMBER_BYTES", 50, "a part of it unpacks to 60 bytes"),
        ("TOTAL_BYTES", 100, "unpacks to 120 bytes"),
        ("MOST_MEMBERS", 1, "packs more than 1 files"),
    ],
)
def test_each_limit_holds(write, monkeypatch, limit, value, message):
    monkeypatch.setattr(archive, limit, value)
    path = write("a.docx", packed(one=b"boats " * 10, two=b"ports " * 10))

    with pytest.raises(TooBig, match=rf"^a\.docx: {message}"):
        check_zip(path)


@pytest.mark.parametrize("said", [60, 7000])
def test_a_member_that_unpacks_to_another_size_than_it_says_is_refused(write, said):
    lying = with_field(packed(one=b"boats " * 1000), 24, "<I", said)

    with pytest.raises(DamagedDocument, match=r"^a\.docx: "):
        check_zip(write("a.docx", lying))


def test_a_lie_is_found_also_when_the_checksum_goes_along_with_it(write):
    content = b"boats " * 1000
    lying = with_field(packed(one=content), 24, "<I", 60)
    lying = with_field(lying, 16, "<I", zipfile.crc32(content[:60]))
    with zipfile.ZipFile(io.BytesIO(lying)) as unaware:
        assert unaware.read("one") == content[:60]

    with pytest.raises(DamagedDocument, match=r"^a\.docx: is broken"):
        check_zip(write("a.docx", lying))


def test_an_encrypted_member_is_refused(write):
    path = write("a.docx", with_field(packed(one=b"boats"), 8, "<H", 1))

    with pytest.raises(EncryptedDocument, match=r"^a\.docx: needs a password"):
        check_zip(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_comes_twice_is_refused(write):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as target:
        target.writestr("one", b"boats")
        target.writestr("one", b"ports")

    with pytest.raises(DamagedDocument, match=r"^a\.docx: names one of its parts twice"):
        check_zip(write("a.docx", data.getvalue()))


@pytest.mark.parametrize("method", [9, 12, 14, 97])
def test_a_way_of_packing_that_does_not_fit_is_refused(write, method):
    data = with_field(packed(one=b"boats " * 1000), 10, "<H", method)
    data = data.replace(LOCAL + data[4:10], LOCAL + data[4:8] + struct.pack("<H", method), 1)

    with pytest.raises(DamagedDocument, match=r"^a\.docx: is broken"):
        check_zip(write("a.docx", data))


@pytest.mark.parametrize("data", [b"", b"boats", packed(one=b"boats")[:-30]])
def test_what_is_no_whole_archive_is_refused(write, data):
    with pytest.raises(DamagedDocument, match=r"^a\.docx: is broken or cut off"):
        check_zip(write("a.docx", data))
