/* The chat page: alone at /widget/, or in the widget's frame on another site. */

import { contact, el, finished, paragraphs, validity } from "/widget/view.js";

const KEPT = "policy-chat"; // in sessionStorage: gone with the tab, never sent anywhere
const options = new URLSearchParams(location.hash.slice(1));
const embedded = window.parent !== window;
const host = embedded ? options.get("origin") || "" : "";
const [log, welcome, form, input, send, stop, live, clear] = ["log", "welcome", "ask", "question", "send", "stop", "live", "clear"].map((id) => document.getElementById(id));
const state = { texts: { statuses: {}, labels: {}, verdicts: {}, limit: 1000 }, documents: new Map(), turns: [], busy: null, count: 0 };

function theme() {
  const root = document.documentElement;
  const wanted = options.get("theme");
  if (wanted === "light" || wanted === "dark") root.dataset.theme = wanted;
  if (embedded) root.dataset.embedded = "";
  const accent = options.get("accent") || "";
  if (!/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(accent)) return;
  const dark = wanted === "dark" || (wanted !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  const shade = readable(accent, dark);
  root.style.setProperty("--accent", shade);
  root.style.setProperty("--on-accent", luminance(rgb(shade)) > 0.179 ? "#000" : "#fff");
}

const rgb = (hex) => (hex.length === 4 ? hex.slice(1).replace(/./g, "$&$&") : hex.slice(1)).match(/../g).map((pair) => parseInt(pair, 16));

function luminance(colour) {
  const [r, g, b] = colour.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** The accent, drawn towards black or white until text in it has a contrast of 4.5 : 1 on every surface of the page. */
function readable(accent, dark) {
  const paper = luminance(dark ? [32, 44, 50] : [243, 247, 248]);
  const end = dark ? 255 : 0;
  let colour = rgb(accent);
  for (let step = 0; step < 20; step += 1) {
    const own = luminance(colour);
    if ((Math.max(own, paper) + 0.05) / (Math.min(own, paper) + 0.05) >= 4.6) break;
    colour = colour.map((c) => Math.round(c + (end - c) * 0.12));
  }
  return `#${colour.map((c) => c.toString(16).padStart(2, "0")).join("")}`;
}

const tell = (message) => { if (embedded && host) window.parent.postMessage({ policyAssistant: 1, ...message }, host); };

async function json(address, options) {
  const response = await fetch(address, options);
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.detail && body.detail.message);
  return body;
}

class Refused extends Error {}

const post = (body, accept = "application/json") => ({ method: "POST", headers: { "Content-Type": "application/json", Accept: accept }, body: JSON.stringify(body) });
const loadClause = (id) => json(`/api/clauses/${encodeURIComponent(id)}`);
const sendFeedback = (body) => json("/api/feedback", post(body));

/** Documents are asked for once, with the first answer that cites any. */
async function loadDocuments(answer) {
  if (answer.citations.every((citation) => state.documents.has(citation.doc))) return;
  try {
    for (const doc of (await json("/api/documents")).documents) state.documents.set(doc.id, doc);
  } catch (error) {
    // The validity line stays empty; the answer and its quotes are there.
  }
}

/** Before the first question: what the answers are from, and whether it still holds. */
async function standing() {
  try {
    const { documents } = await json("/api/documents");
    for (const doc of documents) state.documents.set(doc.id, doc);
    const home = state.documents.get(state.texts.home);
    welcome.querySelector("#from").textContent = home ? `收录文件 ${documents.length} 份；主要依据《${home.title}》：${validity(home)}。` : `收录文件 ${documents.length} 份。`;
  } catch (error) {
    // The line stays empty.
  }
}

/** Yield the answers of an event stream. */
async function* answers(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (rest + value).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").filter((line) => !line.startsWith(":")).map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
      if (!fields.data || fields.event === "done") continue;
      const data = JSON.parse(fields.data);
      if (fields.event === "error") throw new Refused(data.detail && data.detail.message);
      yield data;
    }
  }
}

function turn(question) {
  state.count += 1;
  const body = el("div", { class: "answer", "aria-busy": "true" }, el("p", { class: "waiting" }, el("span", {}, "正在查找原文……")));
  const section = el("section", { class: "turn" }, el("h2", { class: "asked" }, question), body);
  log.append(section);
  welcome.hidden = true;
  clear.hidden = false;
  section.scrollIntoView({ block: "start" });
  return { section, body, key: state.count };
}

async function show(answer, { body, key }) {
  await loadDocuments(answer);
  const go = (n) => {
    const card = document.getElementById(`card-${key}-${n}`);
    card.scrollIntoView({ block: "nearest" });
    card.focus({ preventScroll: true });
  };
  body.replaceChildren(...finished(answer, { key, texts: state.texts, documents: state.documents, loadClause, sendFeedback, ask, go }));
  body.setAttribute("aria-busy", "false");
}

function failed(question, { body, section }, message) {
  body.replaceChildren(el("p", { class: "status error" }, "没有答成"), el("p", {}, message),
    el("p", {}, el("button", { type: "button", class: "quiet boxed", click: () => { section.remove(); ask(question); } }, "重试")));
  body.setAttribute("aria-busy", "false");
  live.textContent = message;
}

async function ask(text) {
  const question = text.trim();
  if (state.busy) return;
  if (!question) {
    live.textContent = "请先输入问题。";
    input.focus();
    return;
  }
  const control = new AbortController();
  busy(control);
  live.textContent = "";
  const place = turn(question);
  const history = state.turns.slice(-10).map(({ question: q, answer: a }) => ({ q, a: a.answer }));
  let last = null;
  try {
    const response = await fetch("/api/ask", { ...post({ question, history }, "text/event-stream"), signal: control.signal });
    if (!response.ok) throw new Refused((await response.json().catch(() => ({}))).detail?.message);
    for await (const answer of answers(response)) {
      last = answer;
      place.body.replaceChildren(el("div", { class: "text" }, ...paragraphs(answer.answer, [], () => {})));
    }
    if (!last) throw new Refused();
    await show(last, place);
    state.turns.push({ question, answer: last });
    keep();
    // Read once, when it is whole; the growing text above is not a live region.
    live.textContent = `${state.texts.statuses[last.status] || ""}。${last.answer.replace(/\[\d+\]/g, "")}${last.citations.length ? `（${last.citations.length}条出处）` : ""}`;
  } catch (error) {
    if (error.name === "AbortError") failed(question, place, "已停止。");
    else failed(question, place, error instanceof Refused && error.message ? error.message : "连接不上服务，请检查网络后重试。");
  } finally {
    busy(null);
  }
}

function busy(control) {
  const focused = document.activeElement === send || document.activeElement === stop;
  state.busy = control;
  send.hidden = !!control;
  stop.hidden = !control;
  if (focused) (control ? stop : input).focus();
}

function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(state.turns.slice(-20)));
  } catch (error) {
    // A browser that keeps nothing in frames of other sites: the conversation lives as long as the page.
  }
}

async function restore() {
  let turns = [];
  try {
    turns = JSON.parse(sessionStorage.getItem(KEPT) || "[]");
  } catch (error) {
    return;
  }
  for (const { question, answer } of turns) {
    await show(answer, turn(question));
    state.turns.push({ question, answer });
  }
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
}

function prefill(question) {
  input.value = question.slice(0, state.texts.limit);
  grow();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value;
  if (state.busy) return;
  if (text.trim().length > state.texts.limit) {
    live.textContent = "";
    input.setCustomValidity(`问题有 ${text.trim().length} 个字，超过 ${state.texts.limit} 字。请只留下要问的那几句。`);
    input.reportValidity();
    return;
  }
  input.value = "";
  grow();
  ask(text);
});
input.addEventListener("input", () => { input.setCustomValidity(""); grow(); });
input.addEventListener("keydown", (event) => {
  // 229: Enter that chooses a word in an input method must not send.
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
    event.preventDefault();
    form.requestSubmit();
  }
});
stop.addEventListener("click", () => state.busy && state.busy.abort());
clear.addEventListener("click", () => {
  if (state.busy) state.busy.abort();
  state.turns = [];
  keep();
  log.querySelectorAll(".turn").forEach((section) => section.remove());
  welcome.hidden = false;
  clear.hidden = true;
  live.textContent = "对话已清空。";
  input.focus();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.isComposing) tell({ type: "close" });
});
window.addEventListener("message", (event) => {
  if (!embedded || event.source !== window.parent || event.origin !== host || !event.data || event.data.policyAssistant !== 1) return;
  const { type, question, focus } = event.data;
  if (type === "ask" && typeof question === "string") ask(question);
  if (type === "prefill" && typeof question === "string" && !input.value) prefill(question);
  if (focus) input.focus();
});

theme();
try {
  state.texts = await json("/widget/texts.json");
  document.getElementById("examples").append(...state.texts.examples.map((text) => el("li", {}, el("button", { type: "button", click: () => ask(text) }, text))));
  if (state.texts.contact) welcome.append(contact(state.texts.contact));
} catch (error) {
  // Only headings, examples and the contact come from there; asking works without.
}
await standing();
await restore();
tell({ type: "ready" });
if (!embedded) input.focus();
