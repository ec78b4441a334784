"""Questions asked with and without diacritics are compared with each other."""

from dataclasses import replace

from assistant import Turn
from evals.twins import twins
from tests.evals.samples import ABSENT, ASKED, NONE, SAYS, answer, rows

VI = replace(ASKED, id="v", language="vi", question="Có bao nhiêu tài khoản?")
PLAIN = replace(ASKED, id="p", language="vi-plain", question="co bao nhieu tai khoan")
FAR = replace(ABSENT, id="x", language="vi", question="Ở Huế có mấy đèn?")
FAR_PLAIN = replace(ABSENT, id="y", language="vi-plain", question="O Hue co may den?")


def test_twins_are_the_same_words_without_diacritics():
    found = twins(rows((VI, answer(SAYS)), (PLAIN, NONE), (FAR, NONE), (FAR_PLAIN, NONE)))

    assert (found.vi.count, found.vi.value, found.plain.value) == (2, 1.0, 0.5)
    assert found.difference.value == -0.5


def test_a_question_without_its_twin_does_not_count():
    found = twins(rows((VI, answer(SAYS)), (PLAIN, answer(SAYS)), (FAR, answer(SAYS))))

    assert (found.vi.count, found.vi.value) == (1, 1.0)


def test_the_same_words_after_another_question_are_no_twin():
    after = replace(PLAIN, kind="follow_up", history=(Turn("o Hue?", "40"),))

    assert twins(rows((VI, answer(SAYS)), (after, answer(SAYS)))) is None


def test_english_questions_have_no_twin():
    english = replace(VI, id="e", language="en")

    assert twins(rows((english, answer(SAYS)), (PLAIN, answer(SAYS)))) is None
