"""Files of JSON, of a JSON object a line and of tab-separated lines, with faults named exactly."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from evals.benchmarks.errors import BadBenchmark

PACKED = {".gz", ".gzip"}

Kind = TypeVar("Kind")


@dataclass(frozen=True, slots=True)
class Record:
    """An object of a file; it knows where it stands and where such files can be had."""

    values: Mapping[str, Any]
    place: str
    source: str

    def text(self, name: str) -> str:
        """Return a field that is a text; raises ``BadBenchmark``, as all of these do."""
        return self.field(name, str, "a text")

    def number(self, name: str) -> int:
        """Return a field that is a whole number."""
        if isinstance(self.values.get(name), bool):
            raise self.bad(f"{name!r} must be a whole number, not true or false.")
        return self.field(name, int, "a whole number")

    def items(self, name: str) -> list[Any]:
        """Return a field that is a list."""
        return self.field(name, list, "a list")

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of texts."""
        found = self.items(name)
        if not all(isinstance(each, str) for each in found):
            raise self.bad(f"{name!r} must be a list of texts.")
        return tuple(found)

    def record(self, name: str) -> "Record":
        """Return a field that is an object."""
        found = self.field(name, dict, "an object")
        return Record(found, f"{self.place}, {name}", self.source)

    def records(self, name: str) -> Iterator["Record"]:
        """Yield the items of a field that is a list of objects."""
        for number, item in enumerate(self.items(name), start=1):
            place = f"{self.place}, {name} {number}"
            yield record_of(item, place, self.source)

    def field(self, name: str, kind: type[Kind], said: str) -> Kind:
        """Return a field of some kind, which a message calls ``said``."""
        if name not in self.values:
            raise self.bad(f"has no {name!r}, which must be {said}.")
        found = self.values[name]
        if not isinstance(found, kind):
            raise self.bad(f"{name!r} must be {said}.")
        return found

    def bad(self, said: str) -> BadBenchmark:
        """Return the fault that names this place."""
        return BadBenchmark(f"{self.place}: {said} Such files are at {self.source}")


def record_of(found: object, place: str, source: str) -> Record:
    """Return a JSON object as a record; raises ``BadBenchmark`` when it is something else."""
    if not isinstance(found, dict):
        raise Record({}, place, source).bad("must be an object.")
    return Record(found, place, source)


def json_record(path: Path, source: str) -> Record:
    """Return the one object of a file."""
    return record_of(parsed(file_text(path, source), str(path), source), str(path), source)


def json_lines(path: Path, source: str) -> Iterator[Record]:
    """Yield the object of each line of a file that may be packed by gzip; empty lines are none."""
    for number, line in enumerate(file_text(path, source).split("\n"), start=1):
        if line.strip():
            place = f"{path}, line {number}"
            yield record_of(parsed(line, place, source), place, source)


def table_rows(path: Path, columns: Sequence[str], source: str) -> Iterator[Record]:
    """Yield the rows of a tab-separated file whose first line names its columns."""
    whole = Record({}, str(path), source)
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t")
            if missing := [name for name in columns if name not in (rows.fieldnames or ())]:
                raise whole.bad(f"has no column {' and no column '.join(missing)}.")
            for row in rows:
                place = f"{path}, line {rows.line_num}"
                if any(row[name] is None for name in columns):
                    raise Record({}, place, source).bad("has too few columns.")
                yield Record(row, place, source)
    except OSError as exc:
        raise whole.bad(f"cannot be read ({exc.strerror}).") from exc
    except (UnicodeDecodeError, csv.Error) as exc:
        raise whole.bad(f"is no table in UTF-8 ({exc}).") from exc


def file_text(path: Path, source: str) -> str:
    """Return the text of a file."""
    whole = Record({}, str(path), source)
    try:
        data = path.read_bytes()
        return (gzip.decompress(data) if path.suffix in PACKED else data).decode("utf-8")
    except (gzip.BadGzipFile, EOFError) as exc:
        raise whole.bad("cannot be unpacked.") from exc
    except OSError as exc:
        raise whole.bad(f"cannot be read ({exc.strerror}).") from exc
    except UnicodeDecodeError as exc:
        raise whole.bad("is not in UTF-8.") from exc


def parsed(text: str, place: str, source: str) -> object:
    """Return what JSON says."""
    try:
        found: object = json.loads(text)
    except ValueError as exc:
        raise Record({}, place, source).bad(f"is not JSON ({exc}).") from exc
    return found
