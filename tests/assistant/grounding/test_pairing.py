"""Which thing a figure is said of."""

import pytest

from assistant.grounding.pairing import counted
from assistant.grounding.quantities import written


def things(text: str) -> list[tuple[str, bool]]:
    """Return what each figure counts, and whether it is by how much that grew."""
    return [(found.subject.strip(" ,"), found.grown) for found in counted(written(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("有效商标达到8万件，有效专利达到9万件", [("有效商标达到", False), ("有效专利达到", False)]),
        ("高价值专利年均增长43%，达到6件", [("高价值专利年均增长", True), ("高价值专利", False)]),  # the subject is carried on
        ("查处专利案件600件、商标案件1200件", [("查处专利案件", False), ("商标案件", False)]),
        ("起数、人数分别下降65%、58%", [("起数", True), ("人数", True)]),  # in their order
        ("专利5件，商标7件，分别增加3件、4件", [("专利", False), ("商标", False), ("专利", True), ("商标", True)]),
        ("登记费二十元以上二百元以下", [("登记费 以上", False), ("登记费 以上", False)]),  # both ends are of one thing
        ("高价值专利,十四五末定的目标是12件", [("高价值专利", False)]),
        ("增加值占比达到13%", [("增加值占比达到", False)]),  # 增加值 has not grown
    ],
)
def test_a_figure_has_the_subject_that_it_counts(text: str, found: list[tuple[str, bool]]) -> None:
    assert things(text) == found


def test_a_time_governs_what_follows_it_up_to_the_full_stop() -> None:
    first, second, after = counted(written("到2025年，商标达到8件，专利达到9件。版权达到7件"))
    assert all(place.governing.startswith("到2025年") for place in (first, second))
    assert "2025" not in after.governing


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("对新评为甲级、乙级、丙级的馆,一次性分别给予30万元、20万元、10万元。", ["甲级", "乙级", "丙级"]),
        ("担任馆长、副馆长或组长的,分别给予30万元、20万元、10万元。", ["馆长", "副馆长", "组长"]),
    ],
)
def test_figures_told_respectively_are_of_what_is_listed_in_the_stretch_before(text: str, things: list[str]) -> None:
    found = [each.subject for each in counted(written(text))]
    assert len(found) == len(things)
    assert all(thing in subject for thing, subject in zip(things, found, strict=True))
