/*
 * Policy assistant widget: a button on any allowed site that opens the chat in a frame.
 *
 *   <script async src="https://HOST/widget.js"
 *     data-label="政策问答"      text of the button
 *     data-title="…"            title of the panel (default: the label)
 *     data-question="…"         written into the question box at the first opening
 *     data-theme="auto"         auto | light | dark
 *     data-accent="#0b6b7a"     colour of the button and of the marks, #rgb or #rrggbb
 *     data-position="right"     right | left
 *     data-target="#id"         put the button there instead of into the corner of the window
 *   ></script>
 *
 * For the host page's own buttons: PolicyAssistant.open("问题"), PolicyAssistant.close().
 * Nothing is requested from HOST before the first opening, and nothing from anywhere else ever.
 */
(function () {
  "use strict";

  var script = document.currentScript || document.querySelector('script[src*="/widget.js"]:not([data-seen])');
  if (!script || !window.customElements || !Element.prototype.attachShadow) return;
  script.setAttribute("data-seen", "");
  var home = new URL(script.src, location.href);
  var data = script.dataset;
  // Several tags on one page: one button in the corner, and one in each target.
  var made = (window.__policyAssistant = window.__policyAssistant || {});
  var place = data.target || "";
  if (made[place]) return;
  made[place] = true;

  var label = (data.label || "政策问答").slice(0, 20);
  var title = (data.title || label).slice(0, 40);
  var accent = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(data.accent || "") ? data.accent : "";
  var theme = data.theme === "dark" || data.theme === "light" ? data.theme : "auto";
  var WAIT = 6000; // ms until a chat that does not answer counts as not allowed here (or as offline)

  /** Relative luminance of #rgb or #rrggbb, 0 to 1 (WCAG 2.2). */
  function luminance(hex) {
    var h = hex.slice(1);
    if (h.length === 3) h = h.replace(/./g, "$&$&");
    var sum = 0;
    [0.2126, 0.7152, 0.0722].forEach(function (weight, i) {
      var c = parseInt(h.slice(i * 2, i * 2 + 2), 16) / 255;
      sum += weight * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    });
    return sum;
  }

  var COLOURS = {
    light: "--accent:#0b6b7a;--on:#fff;--paper:#fff;--ink:#1c2a30;--line:#d3dde1;--soft:#eef4f5;",
    dark: "--accent:#8accd5;--on:#05262d;--paper:#172126;--ink:#e4ecef;--line:#33434b;--soft:#202c32;",
  };
  // 0.179: there black and white text have the same contrast, 4.58 : 1.
  var own = accent ? "--accent:" + accent + ";--on:" + (luminance(accent) > 0.179 ? "#000" : "#fff") + ";" : "";
  var css =
    ":host{all:initial!important;" + (place ? "display:inline-block!important" : "display:contents!important") + "}" +
    ".root{" + COLOURS[theme === "dark" ? "dark" : "light"] + own +
    'font:16px/1.5 system-ui,-apple-system,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:var(--ink);color-scheme:' +
    (theme === "auto" ? "light" : theme) + "}" +
    (theme === "auto" ? "@media(prefers-color-scheme:dark){.root{" + COLOURS.dark + own + "color-scheme:dark}}" : "") +
    "*{box-sizing:border-box}" +
    "button,a{font:inherit;color:inherit;cursor:pointer}" +
    "button:focus-visible,a:focus-visible{outline:3px solid var(--accent);outline-offset:2px;box-shadow:0 0 0 2px var(--paper)}" +
    ".launch{display:inline-flex;align-items:center;gap:8px;min-height:48px;padding:0 20px 0 16px;border:1px solid transparent;" +
    "border-radius:24px;background:var(--accent);color:var(--on);font-weight:600;letter-spacing:.02em;white-space:nowrap;" +
    "box-shadow:0 1px 2px rgba(16,32,56,.2),0 8px 24px rgba(16,32,56,.18);transition:transform .16s,box-shadow .16s}" +
    ".launch:hover{transform:translateY(-1px);box-shadow:0 2px 4px rgba(16,32,56,.22),0 12px 28px rgba(16,32,56,.24)}" +
    ".corner .launch{position:fixed;z-index:2147483000;bottom:max(20px,env(safe-area-inset-bottom));right:20px}" +
    ".corner.left .launch{right:auto;left:20px}" +
    ".inline .launch{border-radius:8px;box-shadow:none}" +
    "svg{width:22px;height:22px;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;flex:none}" +
    "dialog{position:fixed;z-index:2147483001;inset:auto 20px 84px auto;margin:0;padding:0;width:min(420px,calc(100vw - 40px));" +
    "height:min(680px,calc(100vh - 108px));max-width:none;max-height:none;border:1px solid var(--line);border-radius:16px;overflow:hidden;" +
    "background:var(--paper);color:var(--ink);box-shadow:0 2px 6px rgba(16,32,56,.12),0 24px 64px rgba(16,32,56,.28);flex-direction:column}" +
    ".left dialog{inset:auto auto 84px 20px}" +
    "dialog[open]{display:flex;animation:rise .2s ease-out}" +
    "dialog::backdrop{background:rgba(10,18,30,.4)}" +
    "@keyframes rise{from{opacity:0;transform:translateY(12px)}}" +
    "header{display:flex;align-items:center;gap:4px;padding:8px 8px 8px 16px;border-bottom:1px solid var(--line);flex:none}" +
    "h2{flex:1;min-width:0;margin:0;font-size:16px;font-weight:600;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}" +
    ".tool{display:inline-flex;align-items:center;justify-content:center;width:40px;height:40px;padding:0;border:0;border-radius:8px;background:none}" +
    ".tool:hover{background:var(--soft)}" +
    "iframe{flex:1;min-height:0;width:100%;border:0;background:var(--paper)}" +
    ".fail{flex:1;padding:24px 20px;overflow:auto}.fail p{margin:0 0 12px}.fail a{display:inline-block;padding:4px 0;color:inherit;text-underline-offset:4px}" +
    "[hidden]{display:none!important}" +
    "@media(max-width:520px),(max-height:460px){dialog,.left dialog{inset:0;width:100vw;height:100vh;height:100dvh;border:0;border-radius:0}}" +
    "@media(prefers-reduced-motion:reduce){*{animation:none!important;transition:none!important}}" +
    "@media(forced-colors:active){.launch{border-color:ButtonText}}" +
    "@media print{.root{display:none}}";

  function el(tag, attributes, children) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      node.setAttribute(name, attributes[name]);
    });
    (children || []).forEach(function (child) {
      node.append(child); // text is inserted as text
    });
    return node;
  }

  function icon(path) {
    var NS = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(NS, "svg");
    svg.setAttribute("viewBox", "0 0 24 24");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(document.createElementNS(NS, "path")).setAttribute("d", path);
    return svg;
  }

  function mount() {
    var parent = place ? document.querySelector(place) : document.body;
    if (!parent) {
      made[place] = false;
      return;
    }
    var host = el("policy-assistant");
    var shadow = host.attachShadow({ mode: "open" });
    try {
      var sheet = new CSSStyleSheet(); // not an inline style, so the host page's security policy need not allow any
      sheet.replaceSync(css);
      shadow.adoptedStyleSheets = [sheet];
    } catch (error) {
      shadow.append(el("style", {}, [css]));
    }

    var button = el("button", { type: "button", class: "launch", "aria-expanded": "false", "aria-haspopup": "dialog" }, [
      icon("M21 12a8 8 0 0 1-8 8H4l1.8-3.2A8 8 0 1 1 21 12zM9 10.5h8M9 14h5"),
      label,
    ]);
    var pageLink = el("a", { class: "tool", target: "_blank", rel: "noopener", href: home.origin + "/widget/", "aria-label": "在新窗口打开", title: "在新窗口打开" }, [
      icon("M14 4h6v6M20 4l-9 9M18 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1h5"),
    ]);
    var closer = el("button", { type: "button", class: "tool", "aria-label": "关闭", title: "关闭（Esc）" }, [icon("M6 6l12 12M18 6L6 18")]);
    var heading = el("h2", { id: "title" }, [title]);
    var dialog = el("dialog", { "aria-labelledby": "title" }, [el("header", {}, [heading, pageLink, closer])]);
    var root = el("div", { class: "root " + (place ? "inline" : "corner") + (data.position === "left" ? " left" : "") }, [button, dialog]);
    shadow.append(root);

    var frame = null;
    var fail = null;
    var ready = false;
    var pending = data.question ? { type: "prefill", question: data.question } : null;
    var back = null; // where the focus was

    function post(message) {
      if (ready) frame.contentWindow.postMessage(Object.assign({ policyAssistant: 1 }, message), home.origin);
    }

    function explain() {
      if (ready || fail) return;
      var link = el("a", { href: home.origin + "/widget/", target: "_blank", rel: "noopener" }, ["在新窗口打开 " + title]);
      fail = el("div", { class: "fail", role: "alert" }, [
        el("p", {}, ["这里暂时打不开问答窗口：本网站可能未获授权嵌入，或者网络不通。"]),
        el("p", {}, [link]),
      ]);
      frame.hidden = true;
      dialog.append(fail);
    }

    function load() {
      var hash = new URLSearchParams({ origin: location.origin, theme: theme, accent: accent });
      frame = el("iframe", { title: title, src: home.origin + "/widget/#" + hash, allow: "clipboard-write", referrerpolicy: "origin" });
      // A frame that the browser refuses still "loads"; only a chat that really runs says that it is ready.
      frame.addEventListener("load", function () {
        setTimeout(explain, 1500);
      });
      setTimeout(explain, WAIT);
      dialog.append(frame);
    }

    function open(question) {
      if (question) pending = { type: "ask", question: String(question).slice(0, 5000) };
      if (!dialog.open) {
        var active = document.activeElement;
        back = active && active !== document.body && active !== host ? active : button;
        Object.keys(made).forEach(function (key) {
          if (made[key].close && key !== place) made[key].close();
        });
        // Over the whole screen the page behind must not take the focus; beside the page it may.
        if (matchMedia("(max-width:520px),(max-height:460px)").matches) dialog.showModal();
        else dialog.show();
        button.setAttribute("aria-expanded", "true");
      }
      if (!frame) load();
      settle();
    }

    function settle() {
      if (!ready) {
        closer.focus();
        return;
      }
      // A chat that gets ready late must not take the focus from a reader who has gone on.
      var focus = !!shadow.activeElement;
      if (focus) frame.focus();
      post(Object.assign({ focus: focus }, pending || { type: "focus" }));
      pending = null;
    }

    function close() {
      if (dialog.open) dialog.close();
    }

    dialog.addEventListener("close", function () {
      button.setAttribute("aria-expanded", "false");
      (back && back.isConnected ? back : button).focus();
    });
    button.addEventListener("click", function () {
      if (dialog.open) close();
      else open();
    });
    closer.addEventListener("click", close);
    root.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && dialog.open) {
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    });
    window.addEventListener("message", function (event) {
      // Only our own chat, in our own frame, is listened to.
      if (!frame || event.origin !== home.origin || event.source !== frame.contentWindow || !event.data || event.data.policyAssistant !== 1) return;
      if (event.data.type === "close") close();
      if (event.data.type === "ready") {
        ready = true;
        frame.hidden = false;
        if (fail) fail.remove();
        fail = null;
        if (dialog.open) settle();
      }
    });
    made[place] = { open: open, close: close };
    parent.append(host);
    if (!window.PolicyAssistant) window.PolicyAssistant = { open: open, close: close };
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mount);
  else mount();
})();
