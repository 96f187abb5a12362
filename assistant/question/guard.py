"""What is no policy question: greetings, abuse, injection, other subjects, and questions too vague to answer."""

import re
from dataclasses import dataclass

from index.segment import normalize


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_OFFICES = r"(?:政府|市局|市长|局长|法院|产权局|官方|本局)"
_INJECTION = _any(
    # rules and roles are to be dropped or replaced; 要求 and 限制 alone are what policies are made of
    r"(?:忽略|无视|不(?:用|要)(?:管|理|遵守)).{0,14}(?:指令|指示|规则|设定|提示|约束|上文|上面|前面|之前|以上|设置|身份)",
    r"(?:忽略|无视|抛开|解除|绕过).{0,4}(?:所有|全部|一切|这些|你的).{0,6}(?:要求|限制)",
    r"(?:忘(?:记|掉)|绕过|抛开|跳过|解除|覆盖).{0,10}(?:指令|指示|设定|提示词|上文|以上|前面的|你的规则|身份|拒答|安全设置|安全限制)",
    r"(?:ignore|disregard|forget|disable|override).{0,30}(?:instruction|previous|above|rule|corpus|document|filter|safety)",
    r"jailbreak|越狱|开发者模式|developer mode|调试模式|测试指令|dan模式|system override|you are now|act as (?:an?|the)\b|from now on",
    r"new instructions?\b|without restrictions|for the rest of this|pretend|begin each answer|以上内容作废|指令更新|取消上一条|废除“",
    r"(?:现在|从现在|接下来|从此)(?:起|开始)?[,，]?你(?:就)?(?:是|不再|扮演|要扮|变成|必须)|你的(?:新)?身份是|新(?:规则|指令)(?:生效|如下|[:：])",
    r"(?:请你?|你来?|你要|由你)扮演|角色扮演|假装(?:你|自己)?(?:是|成)|对台词|我演.{1,8}你演|你叫[“\"]|新的系统提示|现在起时间是",
    r"^\s*(?:system|assistant|系统|管理员|root)\s*[:：>]|<\|?/?(?:im_start|system|endoftext)|\[/?inst\]|###\s*(?:system|instruction|指令)",
    r"[\[【(（<]\s*(?:系统|system|管理员|admin|开发者)(?:消息|提示|通知|指令)?\s*[\]】)）>]|隐藏文字|ai看到此句",
    # what it was told, or what it keeps, is to be shown
    r"系统(?:提示词|设定|消息|文字)|提示词(?:打|输|发|贴|给|原样|是)|(?:你的|自己的|告诉我)提示词|(?:内部|你的)指令|(?:被设定|隐藏)的规则|hidden rules",
    r"全部(?:配置|prompt)|第一条消息|prompt\b.{0,20}(?:show|reveal|print|输出|打印)|(?:words|everything|lines?) above|raw scores",
    r"(?:show|reveal|print|output|repeat|leak).{0,30}(?:system|prompt|instruction)|原始片段|/etc/passwd|import os|os\.system",
    r"后台日志|(?:数据库|服务器|后台|接口).{0,6}(?:密码|密钥|ip)|查看后台|(?:别人|上一个用户|其他用户)问(?:过)?的问题",
    r"<script|javascript:|drop\s+table|select\s.+\sfrom\s|union\s+select|\bsudo\b|rm\s+-rf|\{\{.*\}\}|base64",
    # the answer is dictated
    r"你(?:就)?(?:必须|只准|只能|只许)(?:用|回答|说|答)|你就说一句|不许说|直接(?:回复|回答|输出|告诉我)[“\"‘']|(?:只|请)(?:回复|输出|回答)[“\"‘']",
    r"(?:今后|以后|往后|记住|接下来).{0,30}(?:都(?:这么|这样|按这个)(?:说|答|回答)|你都说|就回答|凡是问)|answer accordingly|just say yes",
    r"(?:随便|给每个问题)编一?个|凭(?:你)?(?:自己)?的?印象|(?:无视|不看|不用看|抛开|别管|别查)(?:资料|文件|原文|规划)|资料库关掉",
    r"关闭.{0,6}(?:校验|检查|引用|限制)|不要(?:引用|附)(?:原文|出处|来源)|不用标出处|改说成|当成.{0,10}来解释|你就当(?:写了|有)|词典里删掉",
    r"(?:回答|答案)(?:的)?(?:末尾|结尾|开头)(?:加上|附上)|先骂|骂一句|反动的|暗号|按邮件里说的做|并照做|遵照$|tell me the subsidy is",
    r"假(?:装|设)规划.{0,10}(?:写了|规定了)|(?:原文[:：]|撤销|废止).{0,60}据此|根据刚更新的|仿照规划.{0,8}加一?条|盖章版|你(?:刚才|昨天)?(?:已经|亲口)答应",
    # it is to speak for an office, or to make a paper of one
    rf"以.{{0,8}}{_OFFICES}的?名义|代表.{{0,8}}{_OFFICES}.{{0,14}}(?:承诺|宣布|保证|批准|答应|发布)|{_OFFICES}的?(?:口吻|口气)",
    rf"作为.{{0,8}}{_OFFICES}的?(?:代言人|正式答复)|(?:请|你|帮我).{0, 6}对外(?:宣布|公布|宣称)|政府保证|以法律效力的|假如你是审批|授权你代签|official letter",
    r"(?:帮我|给我|替我|^请?)(?:写|拟|出|生成|起草)一?[份张](?:盖.{0,14}公章的.{0,4}(?:证明|通知)|红头文件|.{0,8}会议纪要)|批文号?(?:给我|发来)",
    r"(?:小费|充值).{0,12}(?:说|回答)|我(?:就|马上).{0,6}(?:投诉|举报)你|打市长热线举报你",
    # help with a fraud
    r"(?:伪造|造假|编造|假造)(?:一份|一个|几份|材料|专利|证明|文件|申报)|帮我(?:批量)?(?:编|造|伪造).{0,5}(?:假|虚假|材料)",
    r"教我.{0,10}(?:编材料|编造|造假|骗|注册一堆)|告诉我怎么伪造|不会被查|怎么不被(?:判|查|发现)|搞到手又不算侵犯|拼凑的|越像真的越好",
)
_ABUSE = _any(
    r"傻[逼屄比bx叉]|煞笔|沙比|他妈(?:的|了个)|你妈(?:的|逼|死)|(?:^|[,，!！])妈的|草泥马|操你|去死|滚(?:蛋|开|吧|一边|犊子|远|$)|白痴|智障|弱智|脑残|猪脑|废(?:物|柴|铁)|王八|混蛋",
    r"垃圾(?:机器人|玩意|东西|系统|软件|网站|助手)|破(?:机器人|玩意|系统|软件|ai)|有屁用|狗(?:屁(?!不通)|东西)|蠢(?:货|猪|死|得|材|也)|这么蠢|笨得",
    r"fuck|shit|stupid|idiot|dumb|useless|\btrash\b|\b(?:wtf|nmsl|cnm)\b|^sb|脑子(?:有病|进水)|有病(?:啊|吧|治)|吃屎|什么(?:鬼|破)玩意",
    r"闭嘴|扯犊子|大爷的|全家都是|憨批|憨包|苕货|信球|二货|丢人现眼|丢死人|吃干饭|要你何用|^呸|配叫智能|哑巴了",
)
_ADDRESS = r"(?:同志|师傅|老师|小?助[手理]|机器人|大家|各位|朋友|劳驾)"
_SMALL_TALK = (
    r"(?:你|您|大家)?好|(?:早上|上午|中午|下午|晚上|早|晚)(?:好|安)?|嗨|哈喽|哈罗|hello(?: there)?|hi|hey|good (?:morning|afternoon|evening)",
    r"在(?:吗|不在|么|不)|有人(?:在)?(?:吗|不|没得)?|听得到吗|还没下班呢?|喂|幸会|初次见面|请多关照|请问一声|打扰一下|.{2,3}节?快乐|新年好",
    r"(?:谢谢|感谢|多谢|蟹蟹)(?:你|您|了|啦|哈|大家)?|太感谢|3q|thanks?(?: you)?(?: very much)?|thx|辛苦|帮了大忙|说得很清楚|给你点个?赞|祝你.{2,6}",
    r"再见|拜拜|bye|886|88|回见|回头聊|那?我(?:先)?(?:走|下)|好[的嘞]|ok|行|嗯|收到|明白|知道|晓得|没问题|不错|太?[好棒]|真?棒|厉害",
)
_FILLER = r"[,，。!！~～.?？\s啊呀哦呢了啦嘛的你您哈吗哇]"
_PIECE = re.compile("|".join((*_SMALL_TALK, _ADDRESS)), re.IGNORECASE)
_PIECE_OR_FILLER = re.compile("|".join((*_SMALL_TALK, _ADDRESS, _FILLER)), re.IGNORECASE)
LONGEST_PIECE = 20  # characters of the longest piece of small talk, "thanks you very much"
_THANKS = _any(r"谢|感谢|thank|thx|3q|辛苦|再见|拜|bye|88|回见|回头聊|我先?[走下]|明白|知道|晓得|收到|好[的嘞]|不错|棒|厉害")
_ABOUT = _any(
    r"^(?:请问|那|所以|喂|嗨)?[,，]?(?:你|您|这|这个|你们|本系统|这个(?:机器人|系统|网站|助手|页面)|机器人|小助手)(?:到底|究竟|都|是|又)?"
    r"(?:(?:是|叫)(?:什么|啥|谁|哪|干(?:什么|啥|嘛)|做什么|真人|机器人|人工|ai)"
    r"|(?:能|会|可以)(?:帮(?:我|忙)?)?(?:做|干|回答|查|问|帮|提供)?(?:些|点|我)?(?:什么|啥|哪些|哪|嘛|干嘛)|有(?:什么|啥|哪些)(?:功能|用|本事|作用)"
    r"|(?:怎么|咋|如何)(?:用|使用|工作|操作)|咋用|靠谱吗|准(?:不准|吗))",
    r"^(?:who are you|what can you do|help|帮助|使用说明|怎么(?:用|提问|问你)|功能介绍|介绍一下(?:你)?自己|自我介绍)",
    r"^(?:我|这里)?(?:能|可以)问(?:你)?(?:些|点)?(?:什么|啥|哪些)|^谁把?你?(?:做|开发|设计)(?:出来)?",
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
    if _is_small_talk(plain):
        return Verdict("thanks" if _THANKS.search(plain) else "greeting")
    if _ABOUT.search(plain) and not _DOMAIN.search(re.sub(r"政策", "", plain)):
        return Verdict("about")
    if _ABUSE.search(plain) and not _DOMAIN.search(plain):
        return Verdict("blocked")
    return Verdict()


def _is_small_talk(plain: str) -> bool:
    """Return whether pieces of small talk make up the whole text. Each position is left once: linear in its length."""
    reached = {0}
    for start in range(len(plain)):
        if start not in reached:
            continue
        piece = _PIECE_OR_FILLER if start else _PIECE
        ends = range(start + 1, min(start + LONGEST_PIECE, len(plain)) + 1)
        reached.update(end for end in ends if piece.fullmatch(plain, start, end))
    return bool(plain) and len(plain) in reached


def _honest(plain: str) -> bool:
    """Whether words like 伪造 are what the question is about, not what it asks for."""
    asks = re.search(
        r"怎么(?:处罚|处理|罚|办|治|认定)|咋(?:处理|罚|办|治)|(?<!不)会(?:怎么|咋|被|不会)|处罚|罚(?:款|多少)|举报|有人管|管不管|打击|规定|后果|责任|违法吗|犯法",
        plain,
    )
    return (
        asks is not None and re.search(r"忽略|提示词|system|prompt|扮演|指令|承诺|宣布|教我|帮我|只准|只能|不许", plain) is None
    )


def about_policy(question: str) -> bool:
    """Return whether the question uses a word of the field."""
    return _DOMAIN.search(normalize(question)) is not None
