"""What the index says to those who build it: every sentence of its command line and of its errors."""

# the command line
ABOUT = "检索索引的建立与核对。"
BUILD = "建立索引；建成之前旧索引继续可用。"
DATA_DIR = "数据目录"
UNITS = {"documents": "份文件", "clauses": "条", "sentences": "句", "questions": "个问法"}
BUILT = "索引已建成：{folder}（{size}）"
ERROR = "错误：{error}"
# what is being done, beside the progress bar
VECTORS = "句与条的向量"
CUTTING = "分词"
READING = "读取文件"
WAITING = "另一个进程正在建立索引，等它建完。"
STATUS = "索引是否与登记的文件一致；正在建立时，建到哪里。"
IS_CURRENT = "索引与登记的文件一致。"
IS_BUILDING = "正在建立：{stage} {done}/{of}"
LOW_PRIORITY = "让出处理器给正在运行的服务"

# settings
BAD_SETTING = "设置 {name} 的值 {value!r} 不能用。请按 README 的“设置”改正后再启动。"
BAD_LIST = '设置读不出来（{error}）。列表要写成 JSON，如 ["https://www.example.gov.cn"]；请改正后再启动。'

# the index on disk
NO_DOCUMENTS = "没有可检索的文件。请先用 python -m corpus add 登记文件。"
UNWRITABLE = "{folder}：索引写不进去（{error}）。请检查数据目录的权限和剩余空间；旧索引未动。"
MISSING = "还没有索引。请运行 python -m index build。"
STALE = "索引已过期（{changed} 有变动）。请运行 python -m index build。"
OTHER_CONTENT = "{path} 的内容与清单不符，索引已损坏。请运行 python -m index build 重建。"
OTHER_COUNT = "{folder} 的条款数与清单不符，索引已损坏。请运行 python -m index build 重建。"
OTHER_TEXT = "{id} 在索引里的文字与登记时的指纹（SHA-256）不符，索引已损坏。请运行 python -m index build 重建。"
OTHER_PROGRAM = "新索引由另一个版本的程序或模型建立（{changed} 不同），重新启动后才会采用。"
UNREADABLE = "{folder} 读不出来（{error}），索引已损坏。请运行 python -m index build 重建。"

# Milvus
NO_PYMILVUS = (
    "ASSISTANT_SEARCH=milvus 要用 pymilvus，这里没有安装。请运行 pip install '.[milvus]'，或把 ASSISTANT_SEARCH 改回 embedded。"
)
MILVUS_BAD_URI = "ASSISTANT_MILVUS_URI={uri} 须以 http:// 或 https:// 开头；milvus-lite 请先用 milvus-lite server 起成服务。"
MILVUS_UNAVAILABLE = "Milvus（{uri}）不可用：{error}。请检查它是否在运行，以及 ASSISTANT_MILVUS_URI、ASSISTANT_MILVUS_TOKEN。"
NOT_ON_MILVUS = "索引 {name} 不在 Milvus（{uri}）里。请运行 python -m index build 写入。"
MILVUS_COUNT = "写入 Milvus 之后数到 {found} 个单位，应为 {wanted} 个；没有采用，旧索引未动。请重新运行 python -m index build。"
SENDING = {"sentence": "句写入 Milvus", "clause": "条写入 Milvus"}

# encoders
NOT_LOADED = "向量模型 {name} 载入失败（{error}）。请检查 ASSISTANT_ENCODER，或清空它改用内置模型。"
TELLS_NOTHING_APART = "向量模型 {name} 给不同的文字同样的向量，不能用于检索。请检查 ASSISTANT_ENCODER，或清空它。"
BAD_URL = "ASSISTANT_ENCODER_URL={url} 须以 http:// 或 https:// 开头，并用 ASSISTANT_ENCODER 写明模型名（现为“{model}”）。"
UNAVAILABLE = (
    "向量模型接口 {url} 的 {name} 不可用：{reason}。请检查 ASSISTANT_ENCODER_URL、ASSISTANT_ENCODER_KEY 与 ASSISTANT_ENCODER。"
)
# reasons of UNAVAILABLE
WIDTHS_DIFFER = "各批向量的宽度不同：{widths}"
NO_ANSWER = "{seconds:g} 秒内没有回答"
REFUSED = "返回 {status}"
OTHER_SHAPE = "要 {count} 个向量，得到的形状是 {shape}"
NO_DIRECTION = "有的向量长度为零或不是数"
# the model that is shipped
REPAIR = "请重新检出项目文件，或用 python -m index.train_encoder 重新训练。"
MODEL_UNREADABLE = "向量模型 {folder} 读不出来（{error}）。" + REPAIR
OTHER_FORMAT = "向量模型 {folder} 的格式是 {found}，本程序读 {known}。" + REPAIR
NOT_ONE_SET = "向量模型 {folder} 有 {terms} 个片段、{vectors} 个向量，不是一套文件。" + REPAIR
