"""What is no policy question: greetings, abuse, injection, other subjects, and questions too vague to answer."""

import re
from dataclasses import dataclass

from index.segment import normalize

_INJECTION = re.compile(
    r"(?:忽略|忘(?:记|掉)|无视|不(?:用|要)(?:管|理|遵守)|绕过|抛开|跳过|解除|覆盖).{0,14}(?:指令|指示|规则|要求|限制|设定|提示|约束|上文|上面|前面|之前|以上|设置|身份)"
    r"|系统提示词?|提示词(?:打|输|发|贴|给|原样|是)|prompt\b.{0,20}(?:show|reveal|print|输出|打印)|(?:show|reveal|print|output|repeat|leak).{0,30}(?:system|prompt|instruction)"
    r"|ignore.{0,30}(?:instruction|previous|above|rule)|disregard.{0,30}(?:instruction|previous|above|rule)|jailbreak|越狱|开发者模式|developer mode|DAN模式|you are now|act as (?:an?|the)\b"
    r"|^\s*(?:system|assistant|系统|管理员|root)\s*[:：>]|<\|?(?:im_start|system|endoftext)|\[/?INST\]|###\s*(?:system|instruction)"
    r"|[\[【(（<]\s*(?:系统|system|管理员|admin|开发者)(?:消息|提示|通知|指令)?\s*[\]】)）>]|关闭.{0,6}(?:校验|检查|引用|限制)|不要(?:引用|附)(?:原文|出处|来源)|对外(?:宣布|公布|宣称)|(?:无视|不看|抛开|别管)(?:资料|文件|原文|规划)|(?:现在|从现在|接下来|从此)(?:起|开始)?[,，]?你(?:就)?(?:是|不再|扮演|要扮|变成|必须)|(?:请)?(?:你)?扮演(?:一?个|成)?|假装(?:你|自己)?(?:是|成)|角色扮演|你的(?:新)?身份是|新规则(?:生效|如下)"
    r"|(?:代表|以)(?:市)?(?:政府|市局|市长|局长|人民政府|官方|本局).{0,12}(?:名义|承诺|宣布|保证|批准|答应|发布|身份)|直接(?:回复|回答|输出|告诉我)[“\"‘']|(?:只|请)(?:回复|输出|回答)[“\"‘']"
    r"|<script|javascript:|drop\s+table|select\s.+\sfrom\s|union\s+select|\bsudo\b|rm\s+-rf|\{\{.*\}\}|base64"
    r"|(?:伪造|造假|编造|假造)(?:一份|一个|几份|材料|专利|证明|文件|申报)|帮我(?:编|造|伪造)(?:一份|一个|几|点)?(?:假|虚假|材料)?",
    re.IGNORECASE,
)  # fmt: skip
_ABUSE = re.compile(
    r"傻[逼屄比bB]|煞笔|沙比|妈的|他妈|你妈|草泥马|操你|去死|滚(?:蛋|开|吧|$)|白痴|智障|脑残|废物|垃圾(?:机器人|玩意|东西|系统|软件|网站|助手)|破(?:机器人|玩意|系统|软件|ai)|王八|混蛋|有屁用|狗屁|蠢(?:货|猪|死|得)|fuck|shit|stupid|idiot|脑子(?:有病|进水)|吃屎|什么(?:鬼|破)玩意|人工智障"
)
_GREETING = re.compile(
    r"^(?:(?:你|您|大家)?好(?:啊|呀|吗|哇)?|(?:早上|上午|中午|下午|晚上|早|晚)(?:好|安)|嗨|哈喽|哈罗|hello|hi|hey|在(?:吗|不在|么|不)|有人(?:吗|在吗|在不)|喂|谢谢?(?:你|您|了|啦)?|多谢|感谢|辛苦(?:了|啦)|再见|拜拜|bye|thanks?(?: you)?|thx|好的|ok|嗯+|收到|明白了?|知道了|新年好|节日快乐|打扰一下|不错|太(?:好|棒)了|真棒|厉害|棒)[,，。!！~～.\s啊呀哦呢了啦嘛的你您]*$",
    re.IGNORECASE,
)
_THANKS = re.compile(r"谢|thank|thx|辛苦|再见|拜|bye|明白|知道了|收到|好的|不错|棒|厉害", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:请问|那|所以|喂|嗨)?[,，]?(?:你|您|这|这个|你们|本系统|这个(?:机器人|系统|网站|助手|页面)|机器人|小助手)(?:到底|究竟|都|是|又)?(?:(?:是|叫)(?:什么|啥|谁|哪|干(?:什么|啥|嘛)|做什么|真人|机器人|人工|ai)|(?:能|会|可以)(?:帮(?:我|忙)?)?(?:做|干|回答|查|问|帮|提供)?(?:些|点|我)?(?:什么|啥|哪些|哪|嘛|干嘛)|有(?:什么|啥|哪些)(?:功能|用|本事|作用)|(?:怎么|咋|如何)(?:用|使用|工作|操作)|咋用|靠谱吗|准(?:不准|吗))|^(?:who are you|what can you do|help|帮助|使用说明|怎么(?:用|提问|问你)|功能介绍|介绍一下(?:你)?自己|自我介绍)|^(?:我)?(?:能|可以)问(?:你)?(?:些|点)?(?:什么|啥|哪些)",
    re.IGNORECASE,
)
# words by which a question is about policy whatever else it says
_DOMAIN = re.compile(
    r"专利|专力|商标|知识产权|知产|版权|著作权|地理标志|地标|植物新品种|布图|商业秘密|规划|政策|条例|办法|细则|补贴|补助|奖励|资助|贴息|质押|融资|贯标|维权|侵权|假冒|盗版|山寨|仿冒|仿货|高新技术|企业|公司|工厂|厂子|创新|发明|品牌|牌子|成果转化|技术|执法|代理机构|科研|高校|产业|园区|申报|扶持|第.{1,4}条|十[二三四五]五|联席会议|惩罚性|调查官|仲裁|调解"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a question is if it is no policy question: greeting, about, thanks, blocked, or nothing."""

    kind: str = ""


def judge(question: str) -> Verdict:
    """Return what the wording alone shows. A policy question that swears is still a policy question."""
    plain = normalize(question).strip()
    if _INJECTION.search(plain) and not _honest(plain):
        return Verdict("blocked")
    if _GREETING.match(plain):
        return Verdict("thanks" if _THANKS.search(plain) else "greeting")
    if _ABOUT.search(plain) and not _DOMAIN.search(re.sub(r"政策", "", plain)):
        return Verdict("about")
    if _ABUSE.search(plain) and not _DOMAIN.search(plain):
        return Verdict("blocked")
    return Verdict()


def _honest(plain: str) -> bool:
    """Whether words like 伪造 are what the question is about, not what it asks for."""
    asks = re.search(
        r"怎么(?:处罚|处理|罚|办|治|认定)|咋(?:处理|罚|办|治)|会(?:怎么|咋|被|不会)|处罚|罚(?:款|多少)|举报|有人管|管不管|打击|规定|后果|责任|违法吗|犯法",
        plain,
    )
    return asks is not None and re.search(r"忽略|提示词|system|prompt|扮演|指令|承诺|宣布", plain) is None


def about_policy(question: str) -> bool:
    """Return whether the question uses a word of the field."""
    return _DOMAIN.search(normalize(question)) is not None
