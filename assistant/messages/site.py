"""What the frame of the plain pages says, beside its templates."""

from assistant.statuses import Verdict

ABOUT_PAGE = "使用说明"
PRIVACY = "隐私保护"
TERMS = "使用条款"
ACCESSIBILITY = "无障碍声明"
COMPLAINTS = "意见与投诉"

VERDICTS = {Verdict.YES: "文件这样写", Verdict.NO: "文件写的不是这样", Verdict.NOT_STATED: "文件没有这样写"}

# pages that tell an error
PROBLEM_TITLES = {
    403: "不能这样访问", 404: "没有这个页面", 405: "不能这样访问", 422: "填写的内容有误", 429: "请求过于频繁", 500: "系统出错",
    503: "暂时不能服务",
}  # fmt: skip
PROBLEM_TITLE = "请求无法处理"
PAGE_UNKNOWN = "地址可能写错了，或者内容已经移走。"
