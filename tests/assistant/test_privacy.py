"""Personal data is masked before anything is stored, and nothing else is."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.privacy import mask


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("身份证420602199003071234能申请吗", "身份证〔身份证号〕能申请吗"),
        ("身份证42060219900307123X能申请吗", "身份证〔身份证号〕能申请吗"),
        ("420602 19900307 123x", "〔身份证号〕"),
        ("４２０６０２１９９００３０７１２３Ｘ", "〔身份证号〕"),
        ("旧证420602900307123。", "旧证〔身份证号〕。"),
        ("电话13800138000，请回", "电话〔手机号〕，请回"),
        ("138-0013-8000", "〔手机号〕"),
        ("138 0013 8000", "〔手机号〕"),
        ("138 001 38000", "〔手机号〕"),
        ("+86 138-0013-8000", "〔手机号〕"),
        ("8613800138000", "〔手机号〕"),
        ("１３８００１３８０００", "〔手机号〕"),
        ("138\u200b0013\u200b8000", "〔手机号〕"),
        ("卡号6222021234567890123到账", "卡号〔银行卡号〕到账"),
        ("4111111111111111", "〔银行卡号〕"),
        ("4111 1111 1111 1111", "〔银行卡号〕"),
        ("4111-1111-1111-1111", "〔银行卡号〕"),
        ("邮箱zhang.san@example.com.cn谢谢", "邮箱〔邮箱〕谢谢"),
        ("zhangsan＠163.com", "〔邮箱〕"),
        ("我家座机0710-3512345", "我家座机〔电话〕"),
        ("请回电(0710)3512345转801", "请回电〔电话〕"),
        ("我家座机010-3512345", "我家座机〔电话〕"),  # ten digits, the fewest that are masked
        ("我家座机０１０－３５１２３４５", "我家座机〔电话〕"),
        ("张三13800138000，420602199003071234，a@b.cn", "张三〔手机号〕，〔身份证号〕，〔邮箱〕"),
    ],
)
def test_personal_data_is_replaced_by_its_name(text: str, masked: str) -> None:
    assert mask(text) == masked


@pytest.mark.parametrize(
    "text",
    [
        "20210101至20251231",
        "质押融资7600万、7500万，目标15亿",
        "每万人口高价值发明专利6件，增长43%",
        "2021 2022 2023 2024 四年",
        "2021-2022-2023-2024",
        "13800000000元",
        "约13912345678.5",
        "专利号202110123456.7，商标第12345678号",
        "襄政办发〔2021〕38号",
        "三(三)3，第四十二条，第42条",
        "全国热线12345、12315",
        "知识产权局电话0710-3512345是多少",  # an office's number is no personal data
        "91420600MA4xxxxx0X",
        "4000 5000 6000 7000",
    ],
)
def test_figures_of_a_policy_stay(text: str) -> None:
    assert mask(text) == text


@given(st.text(max_size=200))
def test_masking_twice_changes_nothing(text: str) -> None:
    once = mask(text)
    assert mask(once) == once


@given(st.text(alphabet="知识产权，。规划、0123456789万件", max_size=60).filter(lambda text: re.search(r"\d{10}", text) is None))
def test_text_without_long_numbers_is_untouched(text: str) -> None:
    assert mask(text) == text


def test_a_long_hostile_text_costs_little_work() -> None:
    start = time.process_time()
    mask("1" * 20_000 + " -" * 5_000 + "a@" * 5_000 + "138 " * 5_000)
    assert time.process_time() - start < 3
