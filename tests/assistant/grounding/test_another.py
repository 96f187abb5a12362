"""What a quote says of another than a claim does."""

import pytest

from assistant.grounding.alignment import Evidence, align
from assistant.grounding.another import (
    is_done_by_another,
    is_of_another_day,
    is_of_another_kind,
    is_of_another_of_the_title,
    is_of_another_turn,
    is_of_the_contrary,
    is_on_the_other_side,
    is_only_turned_to,
    is_owned_by_another,
    is_told_of_another,
    misquotes,
    names_another_department,
    runs_from_elsewhere,
    says_only,
    tells_of_another,
)
from assistant.grounding.quantities import written


@pytest.mark.parametrize(
    ("claim", "other"),
    [
        ("获批成为试点园区的是自贸片区", True),
        ("获批成为试点园区的,是高新区", False),
        ("获批成为试点园区的是体育场", False),  # whom the quote does not name at all, other slots tell
        ("自贸片区获批成为试点园区", False),  # no word says of whom it is told
    ],
)
def test_what_is_told_stands_in_the_stretch_of_whom_it_is_told(claim: str, *, other: bool) -> None:
    quote = "高新区被批准为试点园区,自贸片区工作卓有成效。"
    assert is_told_of_another(align(written(claim), Evidence(written(quote)))) is other


@pytest.mark.parametrize(
    ("claim", "misquoted"),
    [
        ("探索“政府+银行+担保”模式", True),
        ("探索“政府+银行+保险”模式", False),
        ("探索“一带一路的通道”", False),  # no like of what the quote has between marks
        ("探索政府、银行和担保的模式", False),
    ],
)
def test_what_stands_between_marks_is_meant_to_the_letter(claim: str, *, misquoted: bool) -> None:
    assert misquotes(claim, "推动担保机构参与,探索“政府+银行+保险”的模式。") is misquoted


@pytest.mark.parametrize(
    ("claim", "another"),
    [
        ("评估结果报市专利管理部门备案", True),
        ("评估结果报国有资产管理部门备案", False),
        ("评估结果报主管机关备案", False),  # by no name
    ],
)
def test_a_department_is_known_by_what_it_manages(claim: str, *, another: bool) -> None:
    alignment = align(written(claim), Evidence(written("评估结果应当报同级国有资产管理部门备案。")))
    assert names_another_department(alignment) is another


@pytest.mark.parametrize(
    ("claim", "another"),
    [("自2025年3月1日起施行", True), ("自2025年5月1日起施行", False), ("自5月1日起施行", False), ("自2025年起施行", False)],
)
def test_a_date_that_is_claimed_stands_in_the_quote(claim: str, *, another: bool) -> None:
    assert is_of_another_day(written(claim), "本规定自2025年5月1日起施行。") is another
    assert not is_of_another_day(written(claim), "本规定由管理处施行。")  # which gives none: other slots tell


@pytest.mark.parametrize(
    ("claim", "another"),
    [
        ("举报由县级部门处理", True),
        ("举报由被投诉人所在地的县级部门处理", True),  # who is complained of is no complaint
        ("投诉由县级部门处理", False),
        ("纠纷由县级部门处理", False),
        ("县级部门处理举报", False),  # of whom it tells what a department does
    ],
)
def test_of_two_things_of_a_title_a_quote_tells_but_of_the_one_it_names(claim: str, *, another: bool) -> None:
    evidence = Evidence(written("投诉由县级部门处理。"), above=written("投诉举报处理办法"))
    assert is_of_another_of_the_title(align(written(claim), evidence)) is another
    assert not is_of_another_of_the_title(align(written(claim), Evidence(written("投诉人由县级部门约见。"), evidence.above)))


@pytest.mark.parametrize(
    ("claim", "another"),
    [
        ("短片的权利由导演享有", True),
        ("短片的权利由制作者享有", False),
        ("短片的权利由片厂享有", False),  # whom the quote does not name at all, other slots tell
        ("导演享有署名的权利", False),
        ("短片理由导演享有", False),  # 理由 says by whom nothing is done
    ],
)
def test_who_does_a_thing_is_not_who_stands_beside_it(claim: str, *, another: bool) -> None:
    quote = written("短片的权利由制作者享有,导演享有署名的权利。")
    assert is_done_by_another(written(claim), quote) is another
    assert not is_done_by_another(written(claim), written("导演享有署名的权利。"))  # which says by whom nothing is done


@pytest.mark.parametrize(
    ("claim", "another"),
    [
        ("画稿的版权归出钱的委托人", True),
        ("画稿的版权归受托人所有", False),
        ("画稿的版权归属由合同约定", False),
        ("画稿归档三年", False),
        ("画稿属于作品", True),  # the quote says whose the other thing is
    ],
)
def test_whose_a_thing_is_a_quote_names(claim: str, *, another: bool) -> None:
    assert is_owned_by_another(written(claim), written("没有约定的,版权属于受托人。")) is another


def test_what_a_quote_tells_of_nobody_is_nobodys() -> None:
    assert is_owned_by_another("画稿的版权归委托人", "委托人应当付清画稿的费用。")
    assert not is_owned_by_another("画稿属于重点支持的领域", "重点支持画稿等领域。")


@pytest.mark.parametrize(("claim", "another"), [("二审可以增加请求", True), ("一审可以增加请求", False), ("增加请求", False)])
def test_one_of_things_that_are_counted_is_not_the_other(claim: str, *, another: bool) -> None:
    assert is_of_another_turn(claim, "一审辩论终结前可以增加请求。") is another
    assert not is_of_another_turn(claim, "可以增加请求。")


@pytest.mark.parametrize(
    ("claim", "contrary"), [("职务作品的权利属于作者", True), ("非职务作品的权利属于作者", False), ("作者有权利", False)]
)
def test_what_is_said_of_what_a_thing_is_not_is_not_said_of_it(claim: str, *, contrary: bool) -> None:
    quote = "非职务作品,权利属于作者。"
    assert is_of_the_contrary(align(written(claim), Evidence(written(quote)))) is contrary
    assert not is_of_the_contrary(align(written(claim), Evidence(written(f"职务作品另行约定;{quote}"))))


@pytest.mark.parametrize(
    ("claim", "elsewhere"),
    [
        ("租期三年,自申请之日起算", True),
        ("租期三年,自核准日起算", False),
        ("租期三年,自收到核准租赁文件之日起算", True),
        ("租期三年", False),
    ],
)
def test_a_term_runs_from_the_day_that_the_quote_gives(claim: str, *, elsewhere: bool) -> None:
    assert runs_from_elsewhere(written(claim), written("租期为三年,自核准登记之日起计算。")) is elsewhere
    assert not runs_from_elsewhere(written(claim), written("租期为三年。"))
    assert not runs_from_elsewhere("自收到申请文件之日起", "自收到租赁申请文件之日起。")


@pytest.mark.parametrize(
    ("claim", "other"),
    [("租约应当在期满后三个月内续签", True), ("租约应当在期满前三个月内续签", False), ("租约应当在三个月内续签", False)],
)
def test_a_figure_is_of_the_time_before_or_behind(claim: str, *, other: bool) -> None:
    assert is_on_the_other_side(align(written(claim), Evidence(written("租约应当在期满前三个月内续签。")))) is other


@pytest.mark.parametrize(
    ("claim", "turned"),
    [("代办行可以自行登记", True), ("任何人可以自行登记", False), ("银行可以自行登记", False), ("代办行自行登记", False)],
)
def test_whom_others_turn_to_is_not_who_may_do_it(claim: str, *, turned: bool) -> None:
    quote = "任何人可以自行登记,也可以委托依法设立的代办行办理。"
    assert is_only_turned_to(claim, quote) is turned
    assert not is_only_turned_to(claim, f"代办行应当挂牌;{quote}")


def test_of_another_kind_is_what_a_quote_has_beside_the_missing_one() -> None:
    alignment = align(written("就发明专利提出声明的"), Evidence(written("就实用新型、外观设计专利提出声明的。")))
    assert is_of_another_kind(alignment, ["发明专利"])
    assert not is_of_another_kind(alignment, ["声明人"])
    assert not is_of_another_kind(alignment, [])
    right = align(written("署名权保护五十年"), Evidence(written("发表权保护五十年,署名另有规定。")))
    assert is_of_another_kind(align(written("署名权保护五十年"), Evidence(written("发表权保护五十年。"))), ["署名权"])
    assert not is_of_another_kind(right, ["署名权"])  # whose own word the quote has


def test_of_one_alone_is_not_said_what_is_said_of_any() -> None:
    assert says_only("只有利害关系人可以申请", "任何单位或者个人可以申请。")
    assert not says_only("只有利害关系人可以申请", "仅限利害关系人申请。")
    assert not says_only("利害关系人可以申请", "任何单位或者个人可以申请。")


def test_a_quote_that_tells_of_another_in_any_way_does_so() -> None:
    quote = Evidence(written("自2025年5月1日起，企业申请外观设计专利。"))
    assert tells_of_another(align(written("自2025年3月1日起企业申请外观设计专利"), quote), [])
    assert tells_of_another(align(written("企业申请发明专利"), quote), ["发明专利"])
    assert not tells_of_another(align(written("自2025年5月1日起企业申请外观设计专利"), quote), [])


def test_a_term_with_marks_of_patterns_is_taken_to_the_letter() -> None:
    assert not is_of_another_kind(align(written("采用c++"), Evidence(written("采用软件。"))), ["c++"])
