"""Every fixed phrase that a reader sees, in one place."""

from assistant.records import Status

QUOTED = "原文摘录"
GENERATED = "人工智能生成"
LABEL_NOTES = {
    QUOTED: "以下为文件原文摘录，以政策原文为准。",
    GENERATED: "以下内容由人工智能根据所列条款生成，以政策原文为准。",
}
STATUS_TITLES: dict[Status, str] = {
    Status.ANSWERED: "文件中有明确表述",
    Status.PARTIAL: "文件只载明一部分",
    Status.NOT_FOUND: "收录的文件未载明",
    Status.OUT_OF_SCOPE: "不属于政策文件问答范围",
    Status.BLOCKED: "无法处理这类请求",
    Status.CLARIFY: "需要再说具体一点",
    Status.ERROR: "系统出错",
}
EMPTY = "请输入问题。例如：知识产权质押融资有什么支持？"
NO_WORDS = "没有读到文字，只有标点或符号。请用一句话写下您的问题。"
TOO_LONG = "问题有 {size} 个字，超过 {limit} 字。请只留下要问的那几句再发送。"
FAILED = "系统出错，未能回答（编号 {id}）。请稍后再试；仍不行时请把编号告诉管理员。"
