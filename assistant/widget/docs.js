/* The OpenAPI document as a page; FastAPI's own pages load scripts from another host. */

import { el } from "/widget/view.js";

const routes = document.getElementById("routes");
const about = document.getElementById("about");
const kinds = { string: "文字", integer: "整数", number: "数", boolean: "true / false", array: "列表", object: "对象", null: "null" };
let spec = {};

const resolve = (schema) => (schema && schema.$ref ? spec.components.schemas[schema.$ref.split("/").pop()] : schema || {});

function kind(schema) {
  if (schema.$ref) return schema.$ref.split("/").pop();
  if (schema.anyOf) return schema.anyOf.map(kind).join(" | ");
  if (schema.type === "array") return `${kinds.array}（${kind(schema.items || {})}）`;
  return kinds[schema.type] || "任意";
}

function table(caption, rows) {
  return el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption }, el("table", {}, el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...["名称", "类型", "必填", "说明"].map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...rows.map(([name, schema, needed, text]) => el("tr", {}, el("th", { scope: "row" }, name), el("td", {}, kind(schema)), el("td", {}, needed ? "是" : "否"), el("td", {}, text || ""))))));
}

function fields(caption, schema) {
  const whole = resolve(schema);
  const rows = Object.entries(whole.properties || {}).map(([name, field]) => [name, field, (whole.required || []).includes(name), field.description]);
  return rows.length ? table(caption, rows) : null;
}

function example(schema) {
  const found = resolve(schema).examples;
  return found && found.length ? el("pre", { tabindex: "0", "aria-label": "例子" }, el("code", {}, JSON.stringify(found[0], null, 2))) : null;
}

function route(method, address, operation) {
  const body = operation.requestBody && operation.requestBody.content["application/json"].schema;
  const good = operation.responses["200"];
  const answer = good && good.content && good.content["application/json"] && good.content["application/json"].schema;
  const parameters = (operation.parameters || []).map((one) => [one.name, one.schema || {}, one.required, one.description || (one.schema || {}).description]);
  const made = el("section", {},
    el("h3", {}, el("code", { class: "method" }, method.toUpperCase()), el("code", {}, address)),
    el("p", {}, operation.summary || "", "。", /[一-鿿]/.test(operation.description || "") ? operation.description : ""),
    parameters.length ? table("参数", parameters) : null,
    body ? fields("请求体（JSON）", body) : null,
    body ? example(body) : null,
    answer ? fields("返回", answer) : null,
    answer ? example(answer) : null,
    el("p", { class: "codes" }, "状态码：", Object.entries(operation.responses).map(([code, one]) => `${code}${one.description && !/^[A-Z]/.test(one.description) ? ` ${one.description}` : ""}`).join("；")));
  // each scrolls by itself and is told from the others by its route
  for (const part of made.querySelectorAll("[aria-label]")) part.setAttribute("aria-label", `${method.toUpperCase()} ${address} ${part.getAttribute("aria-label")}`);
  return made;
}

try {
  spec = await (await fetch("/openapi.json")).json();
  about.textContent = spec.info.description.trim().replace(/`/g, "");
  const groups = new Map();
  for (const [address, methods] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = (operation.tags || ["其他"])[0];
      groups.set(tag, [...(groups.get(tag) || []), route(method, address, operation)]);
    }
  }
  for (const [tag, sections] of groups) routes.append(el("h2", {}, tag), ...sections);
} catch (error) {
  about.textContent = "接口说明暂时读不到，请稍后再试。";
}
