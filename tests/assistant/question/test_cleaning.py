"""Cleaning: hidden characters, markup, Traditional script."""

import pytest

from assistant.question.cleaning import clean, simplified


@pytest.mark.parametrize(
    ("question", "cleaned"),
    [
        ("註冊商標的有效期", "注册商标的有效期"),
        ("著作權登記在什麼時候", "著作权登记在什么时候"),
        ("对中小学有什麽支持", "对中小学有什么支持"),
        (" 專利<b>法</b>\u200b ", "专利 法"),
    ],
)
def test_a_question_is_read_in_simplified_characters(question: str, cleaned: str) -> None:
    assert clean(question) == cleaned


@pytest.mark.parametrize("text", ["著作权法", "乾隆", "Article 3", "“十四五”"])
def test_what_is_simplified_stays(text: str) -> None:
    assert simplified(text) == text
