"""What kind of thing a question asks for, and whether a sentence states a thing of that kind."""

import re
from dataclasses import dataclass

_NUM = r"(?:[0-9][0-9,.]*|[一二三四五六七八九十百千万亿两零]+)"


@dataclass(frozen=True, slots=True)
class Facet:
    """A kind of answer: how it is asked for, how a sentence states it, and how it is called."""

    name: str
    title: str
    asked: re.Pattern[str]
    stated: re.Pattern[str]


def _facet(name: str, title: str, asked: str, stated: str) -> Facet:
    return Facet(name, title, re.compile(asked), re.compile(stated))


# Order matters: the first facets are the particular ones, and a question may ask for several.
FACETS: tuple[Facet, ...] = (
    _facet(
        "entitlement",
        "补贴或奖励的具体标准",
        r"(?<!发的)(?:补贴|补助|贴息|奖励|资助|奖金|扶持|报销|创新券|补偿金)(?!.{0,14}(?:发了|用了|花了|拿出|投入|累计|总共|一共|多少家|时限|工作日|多久|时间|电话|材料|地址)).{0,16}(?:多少|几(?!家|年|种|方面)|比例|上限|封顶|最高|标准|金额|数额|限额|额度|利率)|(?:多少|几(?:千|万|百|十)|几个点|几成|百分之几|上限|比例).{0,10}(?:补贴|补助|贴息|奖励|资助|奖金)|(?:拿|领|给|奖|补|将|资助|报)(?:到|我们?|企业|一次性|公司|个人|的|补)*(?:是)?(?:多少(?:钱|万|元|前|块)|几(?:千|万|十万|百万|百)|百分之几|几成|几个点)|(?:补|奖)(?:百分之|多少|几)|(?:给|能|政府|财政|市里|区里)(?:贴|补)(?:我们?|企业|公司)?(?:多少|几)|(?:单张|每张|每件|每家|单户|单家|每户).{0,6}(?:额度|限额|上限|多少)",
        rf"(?:每|一)(?:件|家|项|年|户|张|亩|人|笔).{{0,24}}(?:{_NUM}|元)|一次性|不超过|不少于|不低于|最高|给予.{{0,20}}\d|奖励.{{0,6}}\d|(?:按|按照).{{0,24}}(?:%|百分之)|{_NUM}\s*万?元(?:的)?(?:奖励|补助|补贴|资助)|\d+\s*[%％].{{0,12}}(?:奖|补|贴|资助)",
    ),
    _facet(
        "document_number",
        "发文字号和印发日期",
        r"文号|发文字号|(?:印发|发布|公布|出台|颁布)(?:的)?(?:日期|时间)|(?:什么|啥)时候(?:印发|发布|公布|出台|颁布)|哪(?:年|天|一年)(?:印发|发布|公布|出台|颁布)|第几号",
        r"[〔\[]\d{4}[〕\]]\s*\d+\s*号|第\s*\d+\s*号|(?:公布|发布|印发|通过).{0,12}\d{4}|\d{4}年\d+月\d+日",
    ),
    _facet(
        "phone",
        "联系电话",
        r"电话|电[活花划]|热线|手机号|联系方式|怎么联系|咋联系|座机|打哪个号|号码|打给谁|telephone|phone|hotline",
        r"电话|热线|(?<!\d)(?:0\d{2,3}[-— ]?\d{7,8}|12\d{3}|\d{8})(?!\d)|专用电话",
    ),
    _facet(
        "address",
        "受理地址",
        r"地址|地止|在哪(?:里|儿)?(?:办|交|申请|受理|递|报名|领)|(?:窗口|中心|部门|大厅|办公室)(?:设)?在哪|在什么(?:地方|路|街)|哪条(?:路|街)|门牌|几楼|几号楼|位置在哪|怎么走|(?:交|递|报|送|跑)到?(?:哪个|哪里|哪儿|啥)(?:窗口|部门|地方)?|哪个窗口|address",
        r"地址|[路街道]\d+号|\d+号楼|\d+楼|https?://|www\.|登录.{0,20}(?:平台|系统)|邮箱",
    ),
    _facet(
        "hours",
        "办公时间",
        r"上下班时间|(?<!在)上班时间(?!搞|做|干|内|里|完成|弄|研)|办公时间|几点(?:上班|开门|下班|办公|到几点)|周末(?:上班|办|开|能)|营业时间|工作时间",
        r"\d{1,2}[:：]\d{2}|周[一二三四五六日]|工作日.{0,6}(?:上午|下午)",
    ),
    _facet(
        "person",
        "联系人",
        r"(?:科长|局长|处长|主任|负责人|联系人|经办人|领导).{0,6}(?:是谁|叫|姓|名字|哪位)|(?:科长|局长|处长|主任|负责人|联系人|经办人|领导|老师|机构|企业|公司|单位|银行|作者|那[0-9一二三四五六七八九十]+[家所个名位])(?:都|分别)?(?:的)?(?:叫(?:啥|什么)|姓名|名字|名单)|(?:哪(?:家|几家|些))(?:银行|机构|公司|企业).{0,10}(?:托管|管理|承办|入选|获奖|拿到|负责)|找谁(?:办|联系|帮|问|申请)|谁是.{0,8}(?:负责人|联系人|局长|主任)|哪位领导",
        r"联系人|姓名|同志|先生|女士",
    ),
    _facet(
        "url",
        "网址",
        r"网址|网站(?:是|地址|链接)|链接|官网|下载地址|公众号|邮箱|e-?mail|微信",
        r"https?://|www\.|网站|平台|系统|@|公众号|邮箱",
    ),
    _facet(
        "materials",
        "申报材料",
        r"(?:什么|啥|哪些|几[份样种])(?:申报|申请|证明)?(?:的)?(?:材料|资料|证件|手续|东西)|(?:申报|申请|证明|报名|所需|提交|办理)(?:的)?(?:材料|资料)|(?:材料|资料)(?:清单|目录|有哪些|要哪些|要(?:啥|什么)|都?(?:是|要|需要)(?:啥|什么)|各?要?几份|一条条|怎么准备)|要?带(?:啥|什么|哪些|点啥)|(?:准备|提交|提供|交)(?:些)?(?:啥|什么|哪些)(?!.{0,6}平台)|盖(?:几个)?(?:公)?章|复印件",
        r"材料|复印件|原件|证书|申请表|申请书|证明|执照|合同|文件",
    ),
    _facet("form", "申请表格", r"申请表|表格|模板|样表|填什么表|填啥表", r"申请表|表格|附件|模板|申请书|信息表"),
    _facet(
        "deadline",
        "申报期限",
        r"截止|截至(?:到)?(?:什么|哪|几)|几月几[号日]|(?:什么|啥)时候.{0,8}(?:申报|申请|报名|受理|兑现|到账|开始|截止|发放|拨付)|(?:申报|申请|报名|受理|兑现)(?:的)?(?:时间|日期|期限|截止|开始)|哪天(?:申报|报名|截止|开始|受理)|哪一天|deadline|多久(?:能)?(?:到账|兑现|办完|批|下来|办好)|几个工作[日天曰]|挂牌日期|印发日期|何时(?:印发|发布|公布|挂牌|启动|受理)",
        r"\d{1,2}月\d{1,2}日|\d+个?(?:工作)?日|工作日|[一二三四五六七八九十]+(?:个工作)?日|之日起|\d+个月|[一二三四五六七八九十]+个月|年内|届满|\d{4}年|\d{4}-\d{2}",
    ),
    _facet(
        "conditions",
        "申报条件",
        r"(?:申报|申请|享受|办理|认定|入库|准入)?(?:的)?(?:条件|门槛|资格)(?:是|有|要|呢|吗|\?|？|$)|(?:需要|要|得)(?:满足|符合|具备)(?:什么|啥|哪些)|什么样的(?:企业|公司|人|单位)(?:才|能|可以)|哪些(?:企业|公司|单位|人)(?:才)?(?:能|可以)(?:申报|申请|享受|领|拿)",
        r"条件|应当|符合|具备|满足|不低于|不少于|以上|具有|注册|对象|须|必须|可以",
    ),
    _facet(
        "rate",
        "比例",
        r"百分之几|百分比|百分之多少|几个百分点|几个点|几成|比例|占比|比重|利率|贴息率|费率|多少个点|几折|份额|多大占|占.{0,6}多少|增长率|增速|率(?:是|为|达到|有|要|得|能|定|多)|涨了多少|share|percent",
        r"\d+(?:\.\d+)?\s*[%％‰]|百分之[一二三四五六七八九十百零]+|[一二三四五六七八九十]成|一半|倍",
    ),
    _facet("multiple", "倍数", r"几倍|多少倍|倍数", r"倍"),
    _facet(
        "cap",
        "限额",
        r"封顶|上限|最高(?:能|可|给|补|奖|罚|不|多少|几|是|限)|最多(?:能|可|给|补|奖|拿|罚|多少|几|赔)|不超过多少|限额|额度|顶格|maximum|cap(?![a-z])",
        r"不超过|最高|以下|上限|限额|以内|不得超过|封顶|至多|最多",
    ),
    _facet(
        "amount",
        "金额",
        r"多少钱|多少(?:个)?[万亿元块](?![件家项人个辆户所起次])|(?<!哪)几(?:个)?[万亿千百]?块|几(?:十|百|千)?[万亿](?!件|家|项|人)|(?:补|奖|给|罚|赔|发|领|拿|贴|资助|拨|将)(?:我们?|他|她|企业)?(?:的)?(?:是)?多少|补几|奖几|奖多少|(?:赔偿|罚款|处罚|罚金)(?:数额|金额)?(?:的)?(?:区间|幅度|范围|额度)|(?:奖励|补贴|补助|资助|罚款|赔偿|贷款|贴息|资金|费用|收费|规费|预算|经费|奖金|报酬|工资)(?:的)?(?:标准|金额|数额|数目|多少|是多少|有多少)|金额|数额|收费标准|盘子(?:多|有)大|多大(?:规模|的盘子)|how much",
        rf"{_NUM}\s*余?多?(?:亿|万|千|百)?\s*余?(?:元|块|人民币|美元)|{_NUM}\s*(?:亿元|万元)|亿元|\d+(?:\.\d+)?\s*[%％]|百分之|倍|免费|不收",
    ),
    _facet(
        "count",
        "数量",
        r"多少(?:件|家|项|个|所|人|起|次|名|种|条|张|份|宗|位|处|篇|建|间|场|款)|(?<!哪)几(?:件|家|项|个(?!方面|部分|大|高|快)|所|起|次|名|建|间|场)|(?:数量|件数|个数|家数|数目|总量|拥有量|申请量|授权量|登记量|注册量|总数)(?!.*(?:什么样|怎么|如何|咋|哪些))|排(?:在)?(?:第几|名|多少)|名次|位次|第几(?!部分|[编章节条段款项页点])|how many",
        rf"{_NUM}\s*(?:万|亿)?\s*余?(?:件|家|项|个|所|人|起|次|名|种|条|张|份|宗|位|处|倍)|第{_NUM}",
    ),
    _facet("target", "目标值", r"目标(?:数|值|是(?:多少|几)?|为|定(?:在|了)|$|\s|[?？])|指标(?:值|是多少)|target", r"\d"),
    _facet(
        "duration",
        "期限",
        r"多长时间|多久|(?<![前近这那后])几年(?!来|前|里)|期限|有效期|保护期|几个月|几天|多少天|多少年|时限|几个工作日|几日内|多少日",
        rf"{_NUM}\s*个?(?:年|月|日|天|工作日|小时)|终身|永久|不受.{{0,4}}限制|期限",
    ),
    _facet(
        "effective",
        "施行日期",
        r"(?:何时|哪(?:一)?[天日年]|什么时候|啥时候|几时|几月几[号日]|从什么时间).{0,8}(?:施行|实施|生效|实行|开始|执行|起效)|(?:施行|生效|实施)(?:的)?(?:日期|时间)|有效期(?:到|至|几年|多久|多长)",
        r"起(?:施行|实施|执行|生效|试行)|有效期",
    ),
    _facet(
        "year",
        "年份",
        r"哪(?:一)?年|哪几年|几几年|什么年份|哪年|(?:什么|啥)时候|何时|起止|从哪(?:天|日)",
        r"(?:19|20)\d{2}|[一二三四五六七八九十]+日起|之日|“?十[二三四五]五”?|时",
    ),
)
BY_NAME = {facet.name: facet for facet in FACETS}

# facets that the plan never states: asking for one of these is asking for the small print
SMALL_PRINT = (
    "entitlement",
    "document_number",
    "phone",
    "address",
    "hours",
    "person",
    "url",
    "materials",
    "form",
    "deadline",
    "conditions",
)
FIGURES = ("effective", "rate", "cap", "amount", "count", "target", "multiple", "duration", "year")


_ASKING = re.compile(
    r"有没有|能不能|是不是|会不会|可不可以|行不行|要不要|多少|多[大长久高远]|几|哪|什么|啥|咋|怎么|如何|谁|吗|呢|不[?？]?$|没[?？]?$|何"
)
_MEASURES = re.compile(r"措施|表述|举措|要求|规定|政策|机制|制度|支持")
_ASKS_MEANING = re.compile(r"定义|含义|什么意思|是指(?:什么|啥)|指的是(?:什么|啥)|(?:什么|啥)叫|界定")
_GIVES_MEANING = re.compile(r"是指|系指|指的是|本(?:法|条例|办法|规定|细则|解释)所称")
STORY = 24  # characters from which a question tells a story before it asks


def asking_part(question: str) -> str:
    """Return the part of a long question that asks: its figures and circumstances before that are not asked for."""
    if len(question) <= STORY:
        return question
    segments = [segment for segment in re.split(r"(?<=[,，。;；:：?？!！])", question) if segment.strip()]
    asking = [number for number, segment in enumerate(segments) if _ASKING.search(segment)]
    if not asking:
        return question
    first = next((n for n in asking if re.search(r"请问|想问|问一?下|想知道|想了解", segments[n])), asking[-1])
    return "".join(segments[first:])


def asking_segments(question: str) -> list[str]:
    """Return the stretches between commas that ask something, where there are several: 实习多久，能不能在两家干."""
    segments = [segment.strip("，,。;；?？!！ ") for segment in re.split(r"[,，。;；?？!！]", asking_part(question))]
    return [segment for segment in segments if len(segment) >= 6 and _ASKING.search(segment)]


def asked_facets(question: str) -> tuple[str, ...]:
    """Return the names of the facets that the question asks for, particular ones first."""
    part = asking_part(question)
    found = tuple(facet.name for facet in FACETS if facet.asked.search(part))
    if _ASKING.search(part) is None and _MEASURES.search(part):
        return tuple(name for name in found if name not in FIGURES)  # 赔偿数额 措施: keywords of a topic, no figure is wanted
    return found


def states(text: str, facet: str) -> bool:
    """Return whether ``text`` states something of that kind."""
    return BY_NAME[facet].stated.search(text) is not None


def states_all(text: str, question: str, facets: tuple[str, ...]) -> bool:
    """Return whether a text states each of the facets, and what a word means if the question asks that."""
    meaning = _ASKS_MEANING.search(question) is None or _GIVES_MEANING.search(text) is not None
    return meaning and all(states(text, facet) for facet in facets)
