"""What a sentence claims beside its figures: names, places, contacts, negation, and how binding it is."""

import re
from functools import lru_cache

from assistant.grounding.figures import plain, without_marks
from index.segment import default_segmenter, dictionary

_DOCUMENT = re.compile(r"《([^《》]+)》")
_CONTACT = re.compile(
    r"https?://[^\s,，。;；)）\]\u4e00-\u9fff]+|www\.[\w./-]+|[\w.+-]+@[\w-]+\.[\w.]+|[\w-]+\.(?:gov|com|org|net|edu)(?:\.cn)?\b|[\w-]+\.cn\b"
)
_BODY_SUFFIX = (
    "委员会|办公室|办公厅|人民法院|法院|检察院|国务院|银行|协会|公司|大学|研究院|研究所|人民政府|联席会议|基金会|交易所|领导小组|指挥部|商会|联合会|"
    "服务中心|保护中心|中心|管理局|监督局|[\u4e00-\u9fff]局|[\u4e00-\u9fff]厅|发改委|财政部|商务部|公安部|教育部|司法部|科技部|科学技术部|农业农村部|信息化部"
)
_BODY = re.compile(rf"[\u4e00-\u9fff]*?(?:{_BODY_SUFFIX})+")
_NO_BODY = ("格局", "布局", "结局", "全局", "大局", "当局", "开局", "客厅", "餐厅", "大厅", "为中心", "市中心")
# Where a name may begin: behind one of these, which are verbs and particles and in few names.
_BEFORE_BODY = re.compile(
    r".*(?:负责|统筹|协调|加强|完善|健全|支持|鼓励|强化|发挥|开展|引导|整合|咨询|联系|报送|提交|会同|牵头|主管|指导|组建|重新|建设|推进|设立|成立|申请|作为|明确|包括|依托|经过|[了由向到和与及或经是为对在报以等的各请可被让把将从按受并据应拟请])(?=[^局厅部委])"
)
_NEGATION = re.compile(
    r"不得|不予|不能|不可|不应|不再|不属于|禁止|严禁|没有|尚未|并非|未|(?<!毫)无(?!形|偿|人机|锡|线|论|障碍|缝)|不(?!断|仅|同|但|动产|少于|低于|超过|高于|多于|大于|小于|足|等|过|管|论|良|当|可或缺|限于|平|正当)|免(?=征|收|除|予)"
)
_KINDS = ("城市", "自治县", "自治州", "自治区", "地区", "特区", "城区", "开发区", "新区", "园区", "角区")
_MORE_PLACES = frozenset({"中关村", "南沙", "浦东", "香港", "澳门", "台湾"})
_REACH = 6  # characters: 不得以任何方式转让 denies 转让; what stands farther off is another clause
_GRANTS = ("补贴", "补助", "奖励", "资助", "贴息", "补偿", "免费", "免征", "免除", "减免", "返还", "全额", "保底", "担保")
# A group holds where any of its words stands in the quote; what is said as binding must be said so there.
_BINDING = (
    re.compile(r"必须|应当|应予|应该|务必|一律|强制|(?:^|[,;:、。])应|须(?!知)"),
    re.compile(
        r"给予|予以|发放|拨付|兑现|享受|领取|可获|获得|得到|(?:补贴|补助|奖励|资助)(?=[\d一二三四五六七八九十百最不每])|提供"
    ),
    re.compile(r"不得|禁止|严禁|不予|不能|不可"),
    re.compile(r"保证|确保|承诺|一定(?:能|会|可)|肯定(?:能|会|可)"),
    re.compile(r"已经|已(?!知)|建成了|完成了|实现了|现已|突破|超额"),
)


def negations(text: str) -> list[tuple[int, str]]:
    """Return the negations of a plain text: where each ends, and the two Chinese characters that it denies."""
    found = []
    for match in _NEGATION.finditer(text):
        head = re.match(r"[\u4e00-\u9fff]{2}", text[match.end() :])
        found.append((match.end(), head.group() if head else ""))
    return found


def _denied(text: str, head: str) -> list[bool]:
    """Return, for each place where ``head`` stands in ``text``, whether a negation stands up to ``_REACH`` characters before."""
    found = []
    for match in re.finditer(re.escape(head), text):
        start = max(text.rfind(mark, 0, match.start()) + 1 for mark in ",;:、。!?")
        start = max(start, match.start() - _REACH)
        found.append(any(start + n.end() <= match.start() for n in _NEGATION.finditer(text[start : match.end()])))
    return found


def flipped(sentence: str, source: str) -> str:
    """Return what the sentence denies and the source does not, or the other way round; empty where they agree."""
    for _, head in negations(sentence):
        if head and not any(_denied(source, head)):
            return head
    for _, head in negations(source):
        here = _denied(sentence, head) if head else []
        if here and not any(here) and all(_denied(source, head)):
            return head
    return ""


def upgraded(sentence: str, source: str) -> str:
    """Return the word that makes the sentence more binding than its source (鼓励 → 必须, 支持 → 给予), or empty."""
    for group in _BINDING:
        found = group.search(sentence)
        if found and not group.search(source):
            return found.group().lstrip(",;:、。")
    for word in _GRANTS:
        if word in sentence and word not in source:
            return word
    return ""


@lru_cache(maxsize=1)
def _places() -> frozenset[str]:
    """Return the place names of jieba's dictionary, which ships with the package (read once, about 0.05 s).

    Its class "ns" holds other words too (上市, 深度), so a place is one that is written with 省, 市, 县, 区 or 州, or
    that the dictionary also knows with one of these behind it.
    """
    words = set(dictionary("ns"))
    full = {word for word in words if len(word) > 2 and word[-1] in "省市县区州" and not word.endswith(_KINDS)}
    return frozenset(full | {word[:-1] for word in full if word[:-1] in words} | _MORE_PLACES)


def places(text: str) -> set[str]:
    """Return the place names among the words of a plain text."""
    return {word for word in default_segmenter().words(text) if word in _places()}


def unknown_names(sentence: str, source: str) -> list[str]:
    """Return the document names, bodies, places, addresses and e-mails of a sentence that its source does not hold.

    Args:
        sentence: as written; marks are ignored.
        source: plain text of the quotes, with the titles and paths of their documents.
    """
    text = plain(without_marks(sentence))
    found = [name for name in _DOCUMENT.findall(text) if name not in source]
    found += [contact for contact in _CONTACT.findall(text) if contact not in source]
    rest = _DOCUMENT.sub("《》", text)
    for match in _BODY.finditer(rest):
        name = _BEFORE_BODY.sub("", match.group())
        if match.group().endswith(_NO_BODY) or len(name) < 3 or name in source:
            continue
        found.append(name)
    return found + sorted(place for place in places(rest) if place not in source)
