"""What officers read in the administration, beside its templates: errors with the next step, names of fields and states."""

KEPT_UNREADABLE = "{path} 读不出来（{error}）。请从备份恢复这个文件，或移走它重新设置。"
KEPT_UNWRITABLE = "{path} 写不进去（{error}）。请检查磁盘空间和目录权限后重试，没有任何改动。"
BAD_OFFICER = "姓名不能为空，不超过 {most} 个字，首尾没有空格。"
BAD_PASSWORD = "口令应为 {least} 至 {most} 个字符，至少有 {kinds} 种不同的字符，不含姓名。请换一个。"
ADMIN_NOT_NOTED = "操作日志写不进去（{folder}），所以没有办理。请检查磁盘空间和目录权限后重试。"
ADMIN_BAD_FORM = "表单没有收全，请用浏览器的“后退”回到原页，再提交一次。"
ADMIN_FOREIGN_FORM = "这张表单已失效，没有办理。请用浏览器的“后退”回到原页，刷新后再提交。"
ADMIN_LOGGED_OUT = "登录已结束，刚才的提交没有办理。请登录后用浏览器的“后退”找回所填内容。"
ADMIN_LOGIN_AGAIN = "登录页已过期，请再输入一次口令。"
ADMIN_LOCKED = "口令错误次数过多，请 {minutes} 分钟后再试。"
ADMIN_WRONG_PASSWORD = "姓名或口令不对，请重新输入。"
ADMIN_PASSWORD_SET = "已为 {name} 设置口令，现在可以登录 /admin；此前的登录都已退出。"
ADMIN_PASSWORDS_DIFFER = "两次输入的口令不同，没有设置。"
ADMIN_ASK_PASSWORD = "{name} 的新口令："
ADMIN_ASK_AGAIN = "再输入一次："
HELP_ADMIN_PASSWORD = (
    "设置管理口令：python ui.py admin-password [--name 姓名] [--data-dir 目录]；口令从键盘输入两次，或从标准输入读取一行。"
)
HELP_OFFICER = "姓名，默认 admin；一人一个口令，日志里才分得清是谁"

ADMIN_TOO_MANY_DRAFTS = "待核对的文件已有 {most} 个。请先核对或丢弃一些，再上传。"
ADMIN_NOT_KEPT = "{name} 没有存下（{error}）。请检查磁盘空间后重新上传。"
ADMIN_NO_DRAFT = "这个待核对的文件已登记、已丢弃或放了一天以上。请回到“文件”页查看，必要时重新上传。"
ADMIN_NO_FILE = "没有选择文件。请选择后再上传。"
ADMIN_NOT_REPLACED = "只能用一个文件替换一份已登记的、不是内置的文件（{id}）。请检查后再上传。"
ADMIN_SOME_FAILED = "{failed} 个文件没有收下，原因见下，请改正后重新上传；另外 {taken} 个已收下，待核对。"
ADMIN_FIELD_LONG = "{field}超过 {most} 字，请缩短。"
ADMIN_BAD_ID = "编号不超过 {most} 个字符，不含看不见的字符，请修改。"
ADMIN_RECORD = "登记信息"
ADMIN_NO_SUCH_LINK = "{field}：没有另一份编号为 {id} 的文件，请从列表里选。"
ADMIN_ENDS_BEFORE = "失效日期 {end} 早于施行日期 {start}，请核对。"
ADMIN_ID_TAKEN = "编号 {id} 已被另一份文件使用。请换一个编号；要替换它的文字，请到那份文件的页面上传。"
ADMIN_NOT_CHANGED = "没有编号为 {id} 的可修改文件：内置的文件不能修改。请回到“文件”页查看。"
ADMIN_NOT_CONFIRMED = "输入的编号与 {id} 不同，没有移除。请核对后再输入。"
ADMIN_IS_BUILDING = "正在建立索引，不必再建。请等它完成。"
ADMIN_DONE = {
    "sent": "文件已收下，请逐个核对后登记。", "registered": "已登记。索引会在后台建立，建成后几秒内进入回答。", "dropped": "已丢弃。",
    "edited": "已保存。", "removed": "已移除，几秒之内不再检索和引用。", "building": "已开始在后台重建索引；在用的索引不受影响。",
    "pinned": "已保存，对下一个提问生效。", "unpinned": "已撤下。", "contacts": "咨询渠道已保存。", "examples": "示例问题已保存。",
}  # fmt: skip
ADMIN_FIELDS = {
    "title": "名称", "doc_no": "文号", "issuer": "发文机关", "published": "成文或公布日期", "valid_from": "施行日期",
    "valid_to": "失效日期", "region": "地区", "kind": "类别", "status": "状态", "note": "备注", "supersedes": "替代（旧版）",
    "superseded_by": "被替代（新版）",
}  # fmt: skip
ADMIN_HINTS = {
    "published": "写作 2024-06-01，只知年、月时写 2024 或 2024-06；原文没写的留空", "valid_to": "最后有效的一天；没有期限的留空",
    "region": "全国性的写“全国”", "status": "例如 现行、已废止；会显示在回答下面", "note": "会显示在引用它的回答下面",
}  # fmt: skip

PINNED = "人工核定"
PINNED_NOTE = "以下答复由工作人员核定，引文逐字出自所列条款，以政策原文为准。"
PINNED_DATES = "本答复于{on}人工核定，有效至{until}。"
PIN_GONE = "没有编号为 {id} 的核定答复，可能已被撤下。请刷新列表。"
PIN_NO_QUESTION = "请写明问题，每行一个问法；每个问法都要有文字。"
PIN_LONG = "问题不超过 {most} 字，请缩短。"
PIN_TEXT = "答复不能为空，不超过 {most} 字。"
PIN_NO_QUOTE = "至少要有一处引文，最多 {most} 处。请填条款编号和原文。"
PIN_UNTIL = "失效日期写作 2026-12-31，不早于今天，不晚于今天起 {most} 天。"
PIN_NOT_VERBATIM = "引文与条款 {clause} 的原文不是逐字相同：“{quote}……”。请从原文复制；条款编号可在阅读器或“查条款”里找到。"
PIN_NUMBERS = "答复里的数字 {numbers} 不在引文里。请补上引文、改写，或核对后勾选“数字已核对”。"
PIN_TWICE = "问题“{question}”已有核定答复。请修改原来的那一条，或先撤下它。"
PIN_NOT_READY = "系统正在启动，还不能核对引文。请过一会儿再保存；用浏览器的“后退”可以找回所填内容。"

OFTEN_ASKED = "大家"
BAD_CONTACT = "“{topic}”一行没有填全：话题、词语（每个至少两个字）、咨询渠道都要有。"
CONTACT_WORD_TWICE = "词语“{word}”同时属于“{one}”和“{other}”，请只留一处。"
CONTACTS_TOO_LONG = "最多 {most} 行，每格不超过 {longest} 字。"
BAD_EXAMPLES = "最多 {most} 个示例，每个不超过 {longest} 字。"

ENDING_NAMES = {"answered": "已答", "partial": "部分", "not_found": "未载明", "refused": "拒答、不在范围", "error": "出错"}
USEFUL = {True: "有用", False: "没用"}
QUESTIONS_FILE, FEEDBACK_FILE, STATISTICS_FILE = "问题", "评价", "统计"
QUESTION_COLUMNS = ("时间", "问题", "结果", "标签", "入口", "引用的条款", "毫秒", "回答编号")
FEEDBACK_COLUMNS = ("时间", "评价", "理由", "问题", "回答编号")
STATISTICS_COLUMNS = ("项目", "名称", "数值")
CHART_DAYS, CHART_ENDINGS, CHART_HOURS = "每天的提问", "结果", "每小时的提问"
CHART_CHANNELS, CHART_DOCUMENTS, CHART_LATENCY, CHART_FEEDBACK = "入口", "引用的文件", "耗时（毫秒）", "评价"

PIN_EXPIRED = "已到期，不再使用"
PIN_BROKEN = "引文与现行文字不符，不再使用，请修改"
PIN_ENDED = "所引文件已失效，不再使用，请修改"
PIN_IN_USE = "在用"
PIN_KEPT = "已保存，编号 {id}，对下一个提问生效。"

HELP_ADMIN = "管理：文件、问题、统计、核定答复、咨询渠道、示例问题；与网页 /admin 相同，记入同一份操作日志。"
HELP_ADMIN_OUTPUT = "写到哪个文件（.csv 或 .xlsx）；已有的不覆盖。不写则显示"
HELP_ADMIN_DOCUMENTS = "列出文件和今天的效力；用 --edit 编号 --set 字段=值 修改登记信息。登记、替换、移除见 python -m corpus。"
HELP_ADMIN_EDIT = "要修改的文件编号"
HELP_ADMIN_SET = "字段=值，可以写多次；值为空即清除"
HELP_ADMIN_QUESTIONS = "查看或导出提问，默认最近 30 天。"
HELP_ADMIN_ENDING = "只看一种结果：answered、partial、not_found、refused、error"
HELP_ADMIN_WORDS = "只看含有这些字的"
HELP_ADMIN_STATISTICS = "查看或导出统计，默认最近 30 天。"
HELP_ADMIN_PIN = "新增核定答复；不写问题则列出已有的。"
HELP_PIN_QUESTION = "问题，可以写多次，各是一种问法"
HELP_PIN_TEXT = "答复，用 [1]、[2] 标明引文"
HELP_PIN_CLAUSE = "条款编号，与 --quote 依次成对"
HELP_PIN_QUOTE = "逐字的原文"
HELP_PIN_UNTIL = "最后有效的一天（2026-12-31）"
HELP_PIN_NUMBERS = "答复里引文以外的数字已经核对"
HELP_ADMIN_UNPIN = "撤下核定答复。"
HELP_ADMIN_CONTACTS = "查看或设置按话题的咨询渠道。"
HELP_CONTACTS_SET = "话题|词语、词语|咨询渠道；可以写多次，代替原有的全部"
HELP_CONTACTS_CLEAR = "清空"
HELP_ADMIN_EXAMPLES = "查看或设置示例问题。"
HELP_EXAMPLES_SET = "示例问题，可以写多次，代替原有的；一个空的即恢复原有的"
ADMIN_FILE = "{path} 写不了（{error}）。请换一个文件名。"
ADMIN_WRITTEN = "已写出 {count} 行：{path}"
ADMIN_SET_WHAT = "用 --set 字段=值 写明改什么；字段有：{fields}。"
ADMIN_CHANGED = "已保存，改动：{fields}"
ADMIN_ENDINGS = "结果只有：{endings}。"
