"""Two documents, and a way to add them to the library of a test."""

import pytest

from knowledge import add_documents


@pytest.fixture
def boats(write):
    return write("boats.md", "# Boats\n\nThe red boats float.\n\nThe green boats sink.")


@pytest.fixture
def rain(write):
    return write("rain.md", "Rain fell on the bridge.")


@pytest.fixture
def add(settings):
    """Add files to the library of this test: ``add(*paths, **given)``."""
    return lambda *paths, **given: add_documents(settings, paths, given)
