"""The page: four tabs at the left, the document that they cite at the right (on a phone: over them)."""

from typing import Any

import gradio as gr
from gradio.events import api as offer

from assistant.api.service import Service
from assistant.integrations.tools import make_tools
from assistant.pages import chat, tabs
from assistant.pages.html import esc
from assistant.pages.library import Library
from assistant.pages.scripts import html_part

TITLE = "襄阳知识产权政策问答"
_READER = """<aside id="reader-panel" aria-label="原文">
<div id="reader-head"><h2 id="reader-place">原文</h2>
<button type="button" class="tool" id="r-close">关闭<span class="sr">原文</span></button></div>
<div id="reader-tools" role="group" aria-label="原文工具" hidden><button type="button" class="tool" id="r-prev">上一条</button>
<button type="button" class="tool" id="r-next">下一条</button><button type="button" class="tool" id="r-cite">复制本条引文</button>
<button type="button" class="tool" id="r-link">复制本条链接</button></div>
<div id="reader-body" tabindex="0" role="region" aria-label="文件全文">
<p class="hint">点击回答中的数字或“在原文中查看”，这里会打开所在条款。</p></div>
</aside>"""


def build(service: Service, library: Library) -> gr.Blocks:
    """Return the pages, not yet mounted."""
    page: gr.Blocks = gr.Blocks(title=TITLE, analytics_enabled=False, fill_width=True)
    with page:
        html_part(
            f'<div id="page-head"><a class="skip" href="#question">跳到提问框</a><h1>{esc(TITLE)}</h1>'
            "<p>只摘录已收录文件的原文，条条有出处；以政策原文为准。</p></div>"
            '<div id="announce" class="sr" role="status" aria-live="polite"></div>'
            '<div id="toast" aria-hidden="true" hidden></div>',
            elem_id="head",
        )  # fmt: skip
        with gr.Row(elem_id="columns", equal_height=False):
            with gr.Column(scale=3, min_width=280, elem_id="main-column"), gr.Tabs(overflow_behavior="wrap", elem_id="tabs"):
                with gr.Tab("问答", id="chat", elem_id="panel-chat"):
                    chat.build(page, service)
                with gr.Tab("查条款", id="clauses", elem_id="panel-clauses"):
                    tabs.build_finder(page, library, service)
                with gr.Tab("目标指标", id="figures", elem_id="panel-figures"):
                    tabs.build_figures(page, library)
                with gr.Tab("政策匹配", id="match", elem_id="panel-match"):
                    tabs.build_match(page, library)
            with gr.Column(scale=2, min_width=280, elem_id="side-column"):
                html_part(_READER, elem_id="reader")
        html_part(_foot(service), elem_id="foot")
        for tool in make_tools(_Late(service)):
            offer(tool, api_name=tool.__name__)
    return page


class _Late:
    """The assistant once it is open, for tools that are named before."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def __getattr__(self, name: str) -> Any:
        return getattr(self._service.opening.get(60.0), name)


def _foot(service: Service) -> str:
    return (
        f'<div id="page-foot"><p>咨询：{esc(service.settings.contact)}</p>'
        "<details><summary>使用说明</summary><p>标有“原文摘录”的回答只引用文件原文；标有“人工智能生成”的回答由人工智能根据所列条款写成，可能有误。"
        "两者都以政策原文为准，复制时请保留标识。规划期或有效期已过的内容，是否继续执行请向主管部门核实。"
        "提问不需要个人信息；身份证号、手机号等会在保存前隐去。访问和问答日志按规定留存。"
        "发现内容有误，可在回答下方点“没用”并说明，或向上述单位反映。</p></details></div>"
    )
