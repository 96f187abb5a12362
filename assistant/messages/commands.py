"""What whoever runs the assistant reads: the command lines, the server's own lines, the evaluation report."""

ERROR = "错误：{error}"
# help of the command lines
HELP = "政策文件问答。"
HELP_DATA_DIR = "数据目录"
HELP_ASK = "回答一个问题。"
HELP_QUESTION = "问题"
HELP_JSON = "输出 JSON"
HELP_AS_OF = "按哪一天（2024-06-01）判断是否有效"
HELP_ANSWER = "回答一批问题。"
HELP_QUESTIONS_FILE = "问题文件（JSONL）"
HELP_ANSWERS_FILE = "答案文件（JSONL）"
HELP_HITS = "每题保留的命中数"
HELP_EVALUATE = "回答有标准答案的问题，按题型和问法报告指标、置信区间与未过的题。"
HELP_QUESTIONS_FILES = "问题文件（JSONL），可以写多次"
HELP_MORE_FILES = "[更多问题文件]..."
HELP_TEXTS = "原文目录（<编号>.txt），补充文档库里没有的文件"
HELP_REPORT_JSON = "把报告写成 JSON"
HELP_REPORT_HTML = "把报告写成网页"
HELP_COMPARE = "以前用 --json 写出的报告，与它比较"
HELP_BANK = "用大模型为一个文件生成检索题库，写入数据目录的 questions/ID.tsv；之后请重建索引。"
HELP_BANKS = "为登记的文件生成检索题库（需要配置大模型）。"
HELP_IDENTIFIER = "已登记文件的编号"
HELP_SERVER = "政策文件问答：网页、接口与可嵌入组件"
HELP_HOST = "监听地址，默认 127.0.0.1"
HELP_PORT = "端口，默认 7860"
HELP_WORKERS = "进程数，默认 1；几核就写几"
HELP_SERVER_DATA_DIR = "数据目录，默认 data/"

HELP_LOG = "日志：核对是否被改被删，按日期导出。"
HELP_LOG_VERIFY = "核对日志链：逐行看有没有改动、缺失；最后给出末行的校验值，抄下来可供以后核对。"
HELP_LOG_EXPECT = "以前抄下的校验值：它仍须在链上"
HELP_LOG_EXPORT = "导出一段日期（含首尾两天）的日志，逐行照原样，供审计。"
HELP_LOG_FROM = "从哪一天（2026-01-01）"
HELP_LOG_TO = "到哪一天（2026-01-31）"
HELP_LOG_OUTPUT = "写到哪个文件；已有的不覆盖"
HELP_FORGET = "从日志里删去一个人问过、写过的文字；行和校验链保留，删除本身也留有记录。"
HELP_FORGET_ANSWER = "回答的编号：删去该问、该答和对它的评价"
HELP_FORGET_TEXT = "文字或号码：删去含有它的每一行的文字"

# the log as an auditor sees it
LOG_WHOLE = "日志链完整：{rows} 行，{first} 至 {last}。末行校验值：{hash}"
LOG_UNCHAINED = "另有 {count} 行是没有校验链的旧版本写的，不在核对之列。"
LOG_EMPTY = "还没有日志。"
LOG_GAP = "缺第 {first} 行至第 {last} 行。"
LOG_FORK = "第 {seq} 行与它前面的一行接不上：有一行被改写或替换。"
LOG_LINE_DAMAGED = "{file} 第 {line} 行不是一条完整的日志。"
LOG_LINE_CHANGED = "{file} 第 {line} 行的内容与它的校验值不符。"
LOG_HASH_MISSING = "链上没有这个校验值：{hash}。"
LOG_BROKEN = "日志链不完整，共 {count} 处问题，见上。"
LOG_EXPORTED = "已导出 {count} 行：{path}（SHA-256 {digest}）"
LOG_FORGOTTEN = "已删去 {count} 行里的文字；行、时间与校验链保留。"
FILE_EXISTS = "{path} 已存在，不覆盖。"
FORGET_WHAT = "请用 --answer-id 或 --text 说明要删去什么（二者取一）；文字至少 {least} 个字。"

# the server
PORT_TAKEN = "{host}:{port} 已被其他程序占用或不能使用。请关闭那个程序，或换一个端口：--port {other}"
READY = "打开 {address} 即可使用；按 Ctrl+C 结束。"
ENDING = "正在结束…"
INDEX_OF_OTHER_VERSION = "现有的索引由另一个版本的程序或模型建立，自动重建；登记的文件不变。"
INDEX_BUILDING = "正在建立索引…"
INDEX_NOT_OPENED = "未能打开索引：{error}（{seconds:.0f} 秒后重试）"
LOG_NOT_WRITTEN = (
    "日志写入失败：{folder}（{error}）。问答不受影响，但日志缺失；请检查磁盘空间和写权限。后续失败不再提示，次数见 /metrics。"
)
BAD_HOST_NAME = "ASSISTANT_ALLOWED_HOSTS 里的名称写法不对：{name!r}。请写成 ask.example.gov.cn 或 *.example.gov.cn，不带端口。"
BAD_NETWORK = "ASSISTANT_{setting}_NETWORKS 里的网段写法不对：{entry!r}。请写成 10.0.0.0/8。"
BAD_ORIGIN = (
    "允许嵌入的网站写法不对：{origin!r}。应写作 https://www.example.gov.cn 或 https://*.example.gov.cn"
    "（设置项 ASSISTANT_EMBED_ORIGINS）。"
)
RERANKER_NOT_LOADED = "重排模型 {name} 载入失败（{error}）。请检查 ASSISTANT_RERANKER，或清空它。"

# an answer on a terminal
CITATION_LINE = "  [{n}] 《{title}》{number}{path} “{quote}”"
# batches of questions
ANSWERING = "回答"
ANSWERED_ROWS = "已回答 {count} 题：{path}"
QUESTIONS_UNREADABLE = "{path}：读不到这个问题文件（{error}）。请检查路径和编码（UTF-8）。"
QUESTION_FIELDS = "需要含 id 和 question 的对象"
BAD_QUESTION_ROW = "{path} 第 {number} 行：不是有效的问题（{error}）。"
NO_QUESTIONS = "{path}：文件里没有问题。"
ANSWERS_UNWRITABLE = "{path}：答案文件写不进去（{error}）。请检查目录和权限。"

# question banks
GENERATING = "生成问题"
BANK_NEEDS_MODEL = (
    "没有配置大模型，未生成任何问题。请先设置 ASSISTANT_LLM_MODEL，以及 ASSISTANT_LLM_BASE_URL 或 ASSISTANT_LLM_API_KEY；"
    "不配置时检索照常可用，只是没有题库。"
)
BANK_NO_DOCUMENT = "没有编号为 {id} 的文件。用 python -m corpus list 查看已登记的文件。"
BANK_FAILED = "大模型不可用，未写入题库：{reason}。请检查设置后重试。"
BANK_EMPTY = "模型没有给出可用的问题，未写入题库。请换一个模型重试。"
BANK_WRITTEN = "{id}：已写入 {count} 个问题。请运行 python -m index build 使其生效。"

# evaluation
EVALUATING = "评测"
NO_TEXTS = "{folder}：没有这个文件目录。"
TEXT_UNREADABLE = "{path}：读不到这个文件（{error}）。请检查编码（UTF-8）。"
REPORT_UNWRITABLE = "{path}：报告写不进去（{error}）。请检查目录和权限。"
NO_REPORT = "{path}：不是评测报告（需要以前用 --json 写出的文件；{error}）。"
NOTE = "注意：{problem}。"
DOCUMENT_NOT_HELD = "文档库里没有 {doc}"
EVIDENCE_NOT_HELD = "{id} 的依据不在 {doc} 的原文里"
REPORT_TIME = "时间"
REPORT_QUESTIONS = "问题"
REPORT_DOCUMENTS = "文件数"
REPORT_ENCODER = "编码器"
REPORT_ABOUT = "{name}：{value}"
METRICS_TITLES = {
    "hit@1": "首位命中", "hit@3": "前 3 命中", "hit@5": "前 5 命中", "hit@10": "前 10 命中", "answer_accuracy": "回答正确",
    "facts": "要点齐全", "cites_evidence": "引用依据", "false_refusal": "误拒", "refusal_accuracy": "该拒则拒",
    "claims_accuracy": "断言判对", "false_yes": "误答是", "false_no": "误答不是",
    "verbatim_citations": "引文逐字", "mrr@10": "平均倒数名次", "evidence_coverage": "依据覆盖",
    "answers_with_ungrounded_numbers": "数字无出处的答案", "answer_chars_median": "答案字数中位数",
    "elapsed_ms_p50": "耗时 p50（毫秒）", "elapsed_ms_p99": "耗时 p99（毫秒）",
}  # fmt: skip
GROUP_KINDS = {"type": "题型", "style": "问法"}
COMPARED_MEASURES = {"correct": "回答正确", "hit1": "首位命中"}
PERCENT = "{value:.1%}（{low:.1%}–{high:.1%}）"
REPORT_HEAD = "共 {count} 题；括号内为 95% 置信区间（Wilson）"
REPORT_GROUP = "分组"
REPORT_COUNT = "题数"
REPORT_FAILED = "未过 {count} 题"
REPORT_CHANGE = (
    "与上次相比（{measure}，共同 {common} 题）：{before} → {after}，变好 {better}，变差 {worse}，McNemar 精确 p = {p:.3g}"
)
BETTER = "变好"
WORSE = "变差"
# why an answer fails
WRONG_VERDICT = "断言应判 {verdict}（{status}）"
ANSWERED_UNSTATED = "文件没有写，却答了（{status}）"
NOT_QUOTED_VERBATIM = "引文与原文不符"
NUMBERS_WITHOUT_SOURCE = "数字无出处：{numbers}"
FALSE_REFUSAL = "误拒（{status}）"
ONLY_PARTIAL = "文件写明，却只答了一部分（partial）"
EVIDENCE_NOT_CITED = "没有引用依据（依据在命中第 {rank} 位）"
EVIDENCE_NOT_FOUND = "没有检索到依据"
FACTS_LACKING = "答案缺 {facts}"
COVERS_ONLY = "只列出依据的 {coverage:.0%}"

# the profile of the office
NO_PROFILE = "没有办公室资料“{name}”。ASSISTANT_PROFILE 应是随附资料的名字，或 profile.toml（或其文件夹）的路径。"
BAD_PROFILE = "办公室资料 {path} 有一处写法不对（TOML 或表格，UTF-8）：{problem}。"
BAD_PROFILE_FIELDS = "{path} 写错了这几项：{fields}。每一项的写法见 assistant/profiles/xiangyang_ip/profile.toml。"
NEUTRAL_TITLE = "{region}政策问答"
NEUTRAL_ABOUT = "只摘录已收录政策文件原文的问答与查询"
NEUTRAL_CONTACT = "文件的发文机关"
DRAFT = """# 由 python -m assistant profile init 按已登记的文件起草，请逐项核对修改；每一项的意思见 assistant/profiles/xiangyang_ip/profile.toml。
# 不写的项按已登记的文件来。
name = {name}
title = {title}
about = "只摘录已收录政策文件原文的问答与查询"
subject = {subject}
region = {region}
home_document = {home}
contact = {contact}
examples = [   # 都问过，答得出
{examples}]

[starters]
"" = [{starters}]

[contacts]   # 按事项分的咨询途径："事项" = "谁 电话"
{contacts}"""
DRAFT_CONTACT = "请填写主管部门和电话"
DRAFT_SOURCE = "文件名称"
DRAFT_WORDS = """# 本领域的用语，三列，用制表符隔开：类、词、来源。
# field 说到它就是在问本领域；kind 追问时一个可以换成另一个（“那……呢”）；apart/名称 是容易混为一谈、不能互相代答的几样。
"""
DRAFT_SYNONYMS = (
    "# 口语和规范用语，三列，用制表符隔开：说法、文件里的词（几个用、隔开）、来源。说法出现在问题里时，按文件里的词一并查找。\n"
)
HELP_PROFILE = "办公室资料：站名、地区、咨询途径、例子。"
HELP_PROFILE_INIT = "按已登记的文件起草一份办公室资料，供修改。"
HELP_PROFILE_OUTPUT = "写到哪个文件夹；已有的不覆盖。"
PROFILE_EXISTS = "{path} 已经有了，没有改动。换一个名字，或先移走它。"
PROFILE_WRITTEN = "已写到 {path}。改好之后设 ASSISTANT_PROFILE={path} 再启动。"
NOTHING_REGISTERED = "还没有登记文件。先用 python -m corpus add 登记。"

# backups
HELP_BACKUP = "备份数据目录：登记的文件与原件、问法库、置顶回答等，服务不必停；索引不在其中（可重建）。"
HELP_BACKUP_FILE = "备份写到哪个文件；已有的不覆盖"
HELP_BACKUP_LOGS = "连同日志"
HELP_RESTORE = "用一份备份替换数据目录里的内容：先在旁边解开、核对、建索引、试问，都好了才换上；原来的另存。"
HELP_RESTORE_FILE = "备份文件"
NO_SERVER = "这里没有装上服务。请重新安装本程序（pip install），或在源码目录里用 python ui.py。"
HELP_SERVE = "启动服务：网页、接口与可嵌入组件。"
BACKUP_WRITTEN = "已备份：{path}（{count} 个文件，{size:.1f} MB，已逐个核对）"
BACKUP_WITHOUT_LOGS = "日志不在其中；要连同日志备份，加 --logs。"
RESTORED = "已恢复 {made} 的备份（{count} 个文件）。"
BEFORE_RESTORE = "原来的数据另存在 {folder}，确认无误后可删除。"
RESTORED_LOGS = "日志一并恢复了；请用 log verify 核对。"
LOGS_STAY = "日志保持现状，没有用备份里的替换。"
RESTORE_FINISHED = "上次的恢复中断在替换的时候，现已完成。"
NO_DATA_FOLDER = "{folder}：没有这个数据目录。请用 --data-dir 或 ASSISTANT_DATA_DIR 指明。"
BACKUP_INSIDE = "备份不能放在数据目录 {folder} 里面，磁盘坏了会一起丢。请换一个地方，最好是另一台机器。"
BACKUP_UNWRITABLE = "{path}：备份写不进去（{error}）。请检查目录、权限和磁盘空间；数据未动。"
DATA_CHANGING = "{folder}：数据一直在变，没有做成备份。请等登记完成后再试。"
DATA_DAMAGED = "数据有损坏（{error}）。没有备份，也没有恢复；请先运行 corpus check 看是哪一份文件。"
BACKUP_UNREADABLE = "{path}：读不到备份文件（{error}）。请检查路径和权限。"
NO_BACKUP = "{path}：这不是本程序的备份文件。没有恢复，原来的数据未动。"
BACKUP_DAMAGED = "{path}：备份文件已损坏（{what}）。没有恢复，原来的数据未动；请换另一份备份。"
BACKUP_TOO_NEW = "{path}：备份由更新的版本（{program}）写成。没有恢复，原来的数据未动；请先升级本程序。"
BACKUP_NOT_PROVED = "备份里的数据打不开（{error}）。没有恢复，原来的数据未动；请换另一份备份。"
RESTORE_RUNS = "{folder}：另一个恢复正在进行，请等它完成。"
RESTORE_UNWRITABLE = "{folder}：恢复写不进去（{error}）。请检查权限和磁盘空间；原来的数据未动。"
RESTORE_BUSY = "{path}：有程序一直在写文档库，恢复还差最后的替换。请停下它，再启动服务或再运行一次恢复即可完成。"
RESTORE_UNFINISHED = "{folder}：恢复还差最后的替换（{error}）。请检查权限和磁盘空间，再启动服务即可完成。"
