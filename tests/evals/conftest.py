"""What several tests of the benchmarks need."""

import shutil

import pytest


@pytest.fixture
def compiled(compiled_model, monkeypatch):
    """Libraries of this test take over the model that is compiled already."""
    monkeypatch.setattr(
        "knowledge.building.compile_model",
        lambda source, target, *rest: shutil.copytree(compiled_model, target, dirs_exist_ok=True),
    )
