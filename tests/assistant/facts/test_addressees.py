"""Whom a measure is for: the addressee that its words name, never the office that carries it out."""

import time

import pytest

from assistant.facts.addressees import addressee_of, is_duty, is_for_administration


@pytest.mark.parametrize(
    ("text", "who", "parties"),
    [
        ("对首次通过绿色认证的养殖企业给予5万元奖励", "首次通过绿色认证的养殖企业", "养殖企业"),
        ("对于获评的农家乐经营者,一次性予以补贴", "获评的农家乐经营者", "农家乐经营者"),
        ("对向银行成功贷款的合作社予以贴息", "向银行成功贷款的合作社", "合作社"),  # the bank is how, not who
        ("对种粮面积大,带动农户多的家庭农场、合作社,给予补助", "种粮面积大,带动农户多的家庭农场、合作社", "家庭农场、合作社"),
        ("对投保的渔业企业按照保费80%的比例给予补贴", "投保的渔业企业", "渔业企业"),
        ("对运输企业自有车辆在更新后两年内,给予贴息", "运输企业", "运输企业"),
        ("对新建的冷库,给予建设单位20万元补助", "建设单位", "建设单位"),
        ("县人民政府应当对作出突出贡献的教师和医院给予表彰", "作出突出贡献的教师和医院", "教师、医院"),
        ("新认定的专科医院,每家资助80万元", "新认定的专科医院", "专科医院"),
        ("(二)后备上市企业在境外挂牌的,给予30万元补贴", "后备上市企业", "后备上市企业"),
        ("办结手续后迁入本县,并在本县纳税的船厂企业,奖励30万元", "办结手续后迁入本县,并在本县纳税的船厂企业", "船厂企业"),
        ("渔政部门协助合作社完善制度", "合作社", "合作社"),
        ("支持高校、科研院所和企业共建实验室", "高校、科研院所和企业", "高校、科研院所、企业"),
        ("支持高校、科研院所和企业开展合作", "高校、科研院所和企业", "高校、科研院所、企业"),
        ("鼓励和支持中小企业融资", "中小企业", "中小企业"),
        ("引导银行、保险机构等金融机构为个体工商户提供贷款", "银行、保险机构等金融机构", "银行、保险机构、金融机构"),
        ("鼓励在外务工的技术人员回国创业", "在外务工的技术人员", "技术人员"),
        ("为初创企业提供服务", "初创企业", "初创企业"),
        ("为码头装卸、仓储等物流活动提供资金支持", "码头装卸、仓储等物流活动", ""),  # an activity is supported
        ("市交通局对货运企业的车辆更新给予补贴", "货运企业", "货运企业"),
        ("推进企业孵化器建设", None, ""),
        ("推动渔业人才职业培训平台建设", None, ""),
        ("鼓励有条件的县(市、区)设立综合服务机构", None, ""),
        ("支持专项资金用于企业改造", None, ""),
        ("支持以龙头企业为主体建设基地", None, ""),
        ("加强宣传", None, ""),
    ],
)
def test_whom_the_words_name(text: str, who: str | None, parties: str) -> None:
    found = addressee_of(text, gives=True)
    assert (found.text if found else None, found.parties if found else "") == (who, parties)


def test_who_begins_a_sentence_gets_only_what_is_given() -> None:
    assert addressee_of("通过验收的渔港,开展清洁行动", gives=False) is None
    found = addressee_of("通过验收的企业,奖励3万元", gives=True)
    assert found is not None
    assert found.text == "通过验收的企业"


def test_who_gives_is_not_who_gets() -> None:
    found = addressee_of("用人单位应当按照规定给予补贴", gives=True)
    assert found is None
    found = addressee_of("用人单位应当对高温作业人员给予补贴", gives=True)
    assert found is not None
    assert found.text == "高温作业人员"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("鼓励有条件的县(市、区)设立综合服务机构", True),
        ("支持各地探索渔业保险", True),
        ("对巩固渔业成效明显的地方给予奖补", True),
        ("对年度考核优秀的县(市、区),按照投入的10%给予补助", True),
        ("对落户示范区的企业,给予奖励", False),
        ("支持各地企业开展渔业保险", False),
        ("引导政府性担保机构降低费率", False),
        ("鼓励企业与地方政府合作", False),
        ("推动完善多部门协调机制", False),  # that is what is done, nobody is urged
    ],
)
def test_what_authorities_are_to_do(text: str, expected: bool) -> None:
    assert is_for_administration(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("企业应当建立安全生产制度", True),
        ("行业协会等应当开展培训", True),
        ("金融机构应当加大投放,支持中小企业融资", False),
        ("设立渔业评估的中介机构,应当符合规定", True),
        ("政府应当支持企业开展培训", False),
    ],
)
def test_a_duty_supports_nobody(text: str, expected: bool) -> None:
    assert is_duty(text) is expected


@pytest.mark.parametrize("text", ["0" * 5000, "对企业," * 1200, "支持企业、" * 1000, "对" * 5000, "的企业" * 1500, "给予" * 2500])
def test_a_hostile_sentence_takes_no_time(text: str) -> None:
    started = time.process_time()
    addressee_of(text, gives=True)
    is_for_administration(text)
    is_duty(text)
    assert time.process_time() - started < 1
