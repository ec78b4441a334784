"""What README and CONTRIBUTING say is true: commands run, names exist, nothing is left out."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import tomllib
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.answerers.chat_providers import PROVIDERS
from assistant.records.settings import RecordsSettings
from assistant.settings import AssistantSettings
from assistant.web.officials.settings import OfficialsSettings
from assistant.web.settings import WebSettings
from knowledge import LibrarySettings, add_documents
from knowledge.readers import READERS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ALL_SETTINGS = (
    *(LibrarySettings, AssistantSettings, RecordsSettings),
    *(WebSettings, OfficialsSettings),
)
SHELL = [
    line
    for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    for line in block.splitlines()
]
# Those that end by themselves and need nothing but an index.
COMMANDS = [
    line for line in SHELL if re.match(r"\.venv/bin/python (-m assistant|ingest\.py)", line)
]


def packages() -> set[str]:
    """Return the names of all packages that the project asks for, in any extra."""
    extras = PROJECT["optional-dependencies"].values()
    wanted = [*PROJECT["dependencies"], *(each for extra in extras for each in extra)]
    return {re.split(r"[\[=<>]", each)[0].lower() for each in wanted} - {PROJECT["name"]}


@pytest.fixture
def folder(tmp_path, shipped_home, monkeypatch):
    """Return a folder with the files that README's commands name, beside the program."""
    for name in ("ingest.py", "app.py", "assistant", "knowledge", "evals"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(shipped_home, tmp_path / "home", copy_function=os.link)
    (tmp_path / "report.txt").write_text("A sample report. It has two sentences.", encoding="utf-8")
    (tmp_path / "folder-of-documents").mkdir()
    (tmp_path / "folder-of-documents" / "note.md").write_text("# Note\n\nA sample.\n", "utf-8")
    shutil.copy(ROOT / "tests" / "data" / "sample.pdf", tmp_path / "decision.pdf")
    monkeypatch.setenv("ASSISTANT_HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.fixture
def web(folder):
    """Serve the folder; return its address."""
    handler = partial(SimpleHTTPRequestHandler, directory=folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def prepared(command, folder, web):
    """Return a command with an id that is there, an address that answers, and a past."""
    if "remove" in command or "rollback" in command:
        (report,) = add_documents(LibrarySettings(), [folder / "report.txt"]).added
        command = re.sub(r"remove \S+", f"remove {report.id}", command)
    return command.replace("https://example.org/decision-749.pdf", f"{web}/decision.pdf")


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_a_command_of_the_readme_runs(folder, web, command):
    arguments = shlex.split(prepared(command, folder, web))
    arguments[0] = sys.executable

    # One of them asks for a password.
    typed = "four plain words here\n"
    done = subprocess.run(
        arguments, cwd=folder, input=typed, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_the_readme_names_the_commands_that_people_rely_on():
    assert {"make run", "make evals"} <= set(SHELL)
    assert len(COMMANDS) >= 6


def test_every_make_target_that_is_named_exists():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert set(re.findall(r"`?make ([a-z]+)", README)) <= targets
    assert {"run", "test", "check", "evals", "clean"} <= targets


@pytest.mark.parametrize("settings", ALL_SETTINGS)
def test_every_setting_is_in_the_readme_with_its_default(settings):
    rows = dict(re.findall(r"^\| `(ASSISTANT_\w+)` \|.*\| (.*) \|$", README, re.MULTILINE))

    for name, field in settings.model_fields.items():
        shown = rows[f"ASSISTANT_{name.upper()}"]
        assert not str(field.default) or str(field.default).lower() in shown.lower()


def test_every_format_that_can_be_read_is_in_the_readme():
    assert all(f"`{suffix}`" in README for suffix in READERS)


def test_every_package_has_its_reason_and_its_pin():
    pinned = {
        re.split(r"==", line)[0].lower()
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    }
    reasons = CONTRIBUTING.lower().split("## dependencies")[1]

    assert {name for name in packages() if name not in reasons} == set()
    assert packages() <= pinned


def test_every_chat_model_that_can_be_named_has_its_extra_and_is_in_the_readme():
    extras = PROJECT["optional-dependencies"]

    for name, provider in PROVIDERS.items():
        assert extras[provider.extra] == [provider.module.replace("_", "-")]
        assert f"`{name}:" in README
        assert f"`{provider.extra}`" in README


def test_every_file_that_is_linked_exists():
    links = re.findall(r"\]\((?!https?:)([^)#]+)", README + CONTRIBUTING)

    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_every_room_is_on_the_map():
    rooms = {
        path.name
        for package in ("knowledge", "assistant")
        for path in (ROOT / package).iterdir()
        if path.suffix == ".py" and not path.name.startswith("__")
    }
    known = {"types.py", "errors.py", "settings.py", "text.py", "service.py"}

    assert {room for room in rooms - known if room not in CONTRIBUTING} == set()
