"""A sentence on the counterpart of what is asked about is no answer."""

import pytest

from assistant.contrasts import is_of_the_other


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What were the imports of samples?", "Exports of samples rose to 7 units."),
        ("How many women took part?", "9 men took part."),
        ("Do teenagers have sample cards?", "87% of adults have sample cards."),
        ("kim ngach nhap khau la bao nhieu", "Xuất khẩu đạt 7 tỷ USD."),
        ("What profit did samples make?", "The revenue of samples was 7 units."),
    ],
)
def test_the_counterpart_alone_is_of_the_other(question, text):
    assert is_of_the_other(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What were the imports of samples?", "Imports and exports of samples rose."),
        ("Did imports or exports grow?", "Exports grew."),
        ("What were the imports of samples?", "They rose to 7 units."),
        ("Which management tasks are named?", "The exporting firm has tasks."),
    ],
)
def test_what_names_both_or_neither_is_not(question, text):
    assert not is_of_the_other(question, text)
