"""Matching: scores worked out by hand. Strength gives 8, 6, 4 or 2, each further need 1, each name of one's own 1.5."""

from typing import Any

import pytest

from assistant.facts.matching import match
from assistant.facts.measures import STRENGTHS, Measure
from assistant.facts.profiles import Profile


def measure(text: str = "甲", strength: str = "支持", needs: tuple[str, ...] = ("融资",), **more: Any) -> Measure:
    given: dict[str, Any] = {"sizes": (), "kinds": (), "industries": (), "holds": ()} | more
    given.setdefault("addressed", bool(given["kinds"] or given["sizes"]))
    return Measure("d", "某办法", "d#1", "第一条", "", text, 0, len(text), 0, strength, needs=needs, **given)


def scored(one: Measure, profile: Profile) -> tuple[float, tuple[str, ...]]:
    (found,) = next(iter(match([one], profile).values()))
    return found.score, found.reasons


@pytest.mark.parametrize(("strength", "score"), list(zip(STRENGTHS, (8, 6, 4, 2), strict=True)))
def test_strength_leads(strength: str, score: float) -> None:
    assert scored(measure(strength=strength), Profile()) == (score, ("符合需要：融资",))


def test_every_further_need_that_is_met_counts() -> None:
    both = measure(needs=("融资", "海外", "保护维权"))
    assert scored(both, Profile(needs=("海外", "融资"))) == (7, ("符合需要：海外、融资",))
    groups = match([both], Profile())  # without needs all that it meets, and none counts for more
    assert {need: found.score for need, (found,) in groups.items()} == {"融资": 6, "海外": 6, "保护维权": 6}


@pytest.mark.parametrize(
    ("profile", "more", "score", "reason"),
    [
        (Profile(size="小微企业"), {"sizes": ("小微企业",)}, 7.5, "点名规模：小微企业"),
        (Profile(size="小微企业"), {"sizes": ("龙头企业",)}, 6, ""),
        (Profile(kind="企业"), {"kinds": ("企业", "学校")}, 7.5, "点名类型：企业"),
        (Profile(industry="汽车"), {"industries": ("汽车",)}, 7.5, "点名行业：汽车"),
        (Profile(industry="汽车"), {"industries": ("服务业",)}, 5, ""),
        (Profile(industry="汽车"), {}, 6, ""),
        (Profile(kind="企业"), {"kinds": ("企业",), "addressed": False}, 6, ""),  # mentioned, but not as whom it is for
        (Profile(), {"sizes": ("小微企业",), "industries": ("汽车",)}, 6, ""),
        (Profile(holds=("商标", "专利")), {"holds": ("专利", "商标", "版权")}, 7.5, "涉及您持有的：商标、专利"),
    ],
)
def test_what_the_wording_names(profile: Profile, more: dict[str, Any], score: float, reason: str) -> None:
    assert scored(measure(**more), profile) == (score, ("符合需要：融资", *filter(None, (reason,))))


@pytest.mark.parametrize(
    ("profile", "more", "fits"),
    [
        (Profile(kind="企业"), {"kinds": ("学校",)}, False),
        (Profile(kind="企业"), {}, True),
        (Profile(kind="企业"), {"addressed": True}, False),  # it is for somebody whom the form does not know
        (Profile(kind="企业"), {"kinds": ("企业",), "addressed": False}, True),
        (Profile(), {"kinds": ("学校",)}, True),
        (Profile(holds=("商标",)), {"holds": ("专利",)}, False),
        (Profile(holds=("商标", "专利")), {"holds": ("专利",)}, True),
        (Profile(holds=("商标",)), {}, True),
        (Profile(needs=("海外",)), {}, False),
    ],
)
def test_who_is_left_out(profile: Profile, more: dict[str, Any], fits: bool) -> None:
    assert bool(match([measure(**more)], profile)) is fits


def test_a_measure_stands_under_each_need_that_it_meets_best_first() -> None:
    rows = [measure("甲", "鼓励"), measure("乙", needs=("海外", "融资")), measure("丙", "给予"), measure("丁", "鼓励")]
    found = match(rows, Profile(needs=("融资", "海外")))
    texts = {need: [m.measure.text for m in group] for need, group in found.items()}
    assert texts == {"融资": ["丙", "乙", "甲", "丁"], "海外": ["乙"]}


def test_without_needs_the_largest_group_comes_first() -> None:
    rows = [measure(needs=("海外",)), measure(), measure()]
    assert list(match(rows, Profile())) == ["融资", "海外"]
    assert list(match(rows, Profile(needs=("海外", "融资")))) == ["海外", "融资"]
