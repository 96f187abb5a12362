/* Drawing: records in, elements out. Text goes in as text; nothing here writes markup. */

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  up: "M7 11v9H4v-9zM7 11l4-8a2 2 0 0 1 2 2v5h6a2 2 0 0 1 2 2.3l-1 6a2 2 0 0 1-2 1.7H7",
  down: "M7 13V4H4v9zM7 13l4 8a2 2 0 0 0 2-2v-5h6a2 2 0 0 0 2-2.3l-1-6A2 2 0 0 0 18 4H7",
  open: "M6 9l6 6 6-6",
};

/** Make an element: attributes as strings, listeners as functions, children as text or elements. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.appendChild(document.createElementNS(SVG, "path")).setAttribute("d", ICONS[name]);
  return svg;
}

/** The text of an answer as paragraphs; [1] becomes a button that leads to its card. */
export function paragraphs(text, citations, go) {
  const known = new Set(citations.map((citation) => citation.n));
  return text.split(/\n+/).filter((line) => line.trim()).map((line) => {
    const item = /^\s*(?:[-•·]\s+)/.exec(line);
    const p = el("p", item ? { class: "item" } : {});
    for (const part of (item ? line.slice(item[0].length) : line).split(/(\[\d{1,3}\])/)) {
      const n = /^\[(\d+)\]$/.test(part) ? Number(part.slice(1, -1)) : 0;
      if (n && known.has(n)) p.append(el("button", { type: "button", class: "mark", "aria-label": `查看出处 ${n}`, click: () => go(n) }, String(n)));
      else p.append(part);
    }
    return p;
  });
}

/** What is known of a document's validity, as the server judges it. */
export const validity = (doc) => (doc ? [doc.validity, doc.period].filter(Boolean).join("，") : "");

// Numbers that a telephone dials, as in assistant/markup.py.
const TELEPHONE = /(?<![\d\-.])(1[3-9]\d{9}|0\d{2,3}[- ]?\d{7,8}(?:-\d{1,6})?|400[- ]?\d{3}[- ]?\d{4}|(?:12|96)\d{3}|[2-8]\d{6,7})(?![\d\-.%年元])/;

/** Whom to ask, the numbers as links. */
export function contact(text) {
  return el("p", { class: "contact" }, "咨询：", ...text.split(TELEPHONE).map((part, i) => (i % 2 ? el("a", { href: `tel:${part.replace(/\D/g, "")}` }, part) : part)));
}

function inFile(citation) {
  const known = [citation.page ? `第${citation.page}页` : "", citation.recognised ? "识别文字" : ""].filter(Boolean);
  return known.length ? `（${known.join("，")}）` : "";
}

function place(citation) {
  return `《${citation.doc_title}》${citation.doc_no ? `（${citation.doc_no}）` : ""}${citation.path}${inFile(citation)}`;
}

/** One source: number, place, quote, validity, and the whole clause on demand. */
function card(citation, key, doc, loadClause, said) {
  const whole = el("div", { class: "whole", id: `whole-${key}`, hidden: true });
  let loaded = false;
  const toggle = el("button", {
    type: "button", class: "quiet more", "aria-expanded": "false", "aria-controls": `whole-${key}`,
    click: async () => {
      whole.hidden = !whole.hidden;
      toggle.setAttribute("aria-expanded", String(!whole.hidden));
      if (whole.hidden || loaded) return;
      whole.replaceChildren("正在打开……");
      try {
        whole.replaceChildren(...clause(await loadClause(citation.clause), citation));
        loaded = true;
      } catch (error) {
        whole.replaceChildren("暂时打不开全文，请收起后再试。");
      }
    },
  }, icon("open"), "全文");
  return el("li", { class: "card", id: `card-${key}`, tabindex: "-1" },
    el("div", { class: "head" }, el("span", { class: "n", "aria-hidden": "true" }, String(citation.n)), el("span", { class: "hidden" }, `出处 ${citation.n}：`),
      el("span", { class: "place" }, place(citation), citation.title ? el("span", { class: "title" }, citation.title) : null)),
    el("blockquote", said ? { class: "said-above" } : {}, citation.quote),
    el("div", { class: "under" }, el("span", { class: "valid" }, validity(doc)), toggle),
    whole);
}

/** The whole clause with the quote marked, and where it stands. */
function clause(found, citation) {
  const { text, start } = found.clause;
  const from = citation.start - start, to = citation.end - start;
  const marked = from >= 0 && to <= text.length && text.slice(from, to) === citation.quote;
  const body = marked ? [text.slice(0, from), el("mark", {}, text.slice(from, to)), text.slice(to)] : [text];
  return [el("p", { class: "path" }, [...found.clause.headings].join(" › ") || found.clause.label), el("p", { class: "text" }, ...body)];
}

/** What "copy" copies: the text, its sources, and the label, which must survive the copy. */
export function plain(answer, labels) {
  const sources = answer.citations.map((citation) => `[${citation.n}] ${place(citation)}“${citation.quote}”`);
  const asked = answer.contact ? `咨询：${answer.contact}` : "";
  return [answer.answer, sources.join("\n"), answer.notices.join("\n"), asked, answer.label ? `〔${answer.label}〕${labels[answer.label] || ""}` : ""].filter((part) => part.trim()).join("\n\n");
}

/** Whether an answer was useful; why not is asked only where it was not. */
function feedback(answer, send) {
  const state = el("span", { class: "said", role: "status" });
  const reason = el("form", { class: "reason", hidden: true, submit: async (event) => {
    event.preventDefault();
    await give(false, input.value.trim());
  } });
  const input = el("input", { type: "text", maxlength: "500", "aria-label": "哪里不对（可不填）", placeholder: "哪里不对？可不填" });
  reason.append(input, el("button", { type: "submit", class: "quiet" }, "提交"));
  const up = el("button", { type: "button", class: "tool", "aria-label": "有用", title: "有用", click: () => give(true, "") }, icon("up"));
  const down = el("button", { type: "button", class: "tool", "aria-label": "没有用", title: "没有用", "aria-expanded": "false", click: () => {
    reason.hidden = !reason.hidden;
    down.setAttribute("aria-expanded", String(!reason.hidden));
    if (!reason.hidden) input.focus();
  } }, icon("down"));
  async function give(useful, comment) {
    try {
      await send({ answer_id: answer.id, useful, comment });
      up.disabled = down.disabled = true;
      reason.hidden = true;
      (useful ? up : down).classList.add("chosen");
      state.textContent = "已记录，谢谢";
    } catch (error) {
      state.textContent = "未能保存，请稍后再试";
    }
  }
  return { buttons: [up, down, state], reason };
}

/** A finished answer. `tools` has: key, texts, documents, loadClause, sendFeedback, ask, go. */
export function finished(answer, tools) {
  const { texts, key } = tools;
  const vote = feedback(answer, tools.sendFeedback);
  const said = el("span", { class: "said", role: "status" });
  const copy = el("button", { type: "button", class: "tool", "aria-label": "复制回答和出处", title: "复制回答和出处", click: async () => {
    try {
      await navigator.clipboard.writeText(plain(answer, texts.labels));
      said.textContent = "已复制";
    } catch (error) {
      said.textContent = "浏览器不允许复制，请选中文字复制";
    }
  } }, icon("copy"));
  const cards = answer.citations.map((citation) => card(citation, `${key}-${citation.n}`, tools.documents.get(citation.doc), tools.loadClause, answer.answer.includes(citation.quote)));
  return [
    el("p", { class: `status ${answer.status}` }, texts.statuses[answer.status] || "", answer.verdict ? el("span", { class: "label" }, texts.verdicts[answer.verdict]) : null),
    answer.resolved && answer.resolved !== answer.question ? el("p", { class: "resolved" }, `按“${answer.resolved}”理解`) : null,
    el("div", { class: "text" }, ...paragraphs(answer.answer, answer.citations, tools.go)),
    cards.length ? el("ol", { class: "cards", "aria-label": "出处" }, ...cards) : null,
    answer.notices.length ? el("ul", { class: "notices", "aria-label": "提示" }, ...answer.notices.map((notice) => el("li", {}, notice))) : null,
    answer.contact || texts.contact ? contact(answer.contact || texts.contact) : null,
    el("div", { class: "foot" }, answer.label ? el("span", { class: "label", title: texts.labels[answer.label] }, answer.label) : null,
      el("span", { class: "tools" }, said, copy, ...vote.buttons)),
    vote.reason,
    answer.question ? el("p", { class: "onward" }, el("a", { href: `/?q=${encodeURIComponent(answer.question)}`, target: "_blank", rel: "noopener" }, "在完整页面中继续")) : null,
    answer.suggestions.length ? el("ul", { class: "suggestions", "aria-label": "接着问" },
      ...answer.suggestions.slice(0, 3).map((text) => el("li", {}, el("button", { type: "button", click: () => tools.ask(text) }, text)))) : null,
  ].filter(Boolean);
}
