/* The pages' own script: the reader beside them, copying, feedback, and one spoken line when an answer is complete.
   Text from documents and readers only ever enters through textContent; HTML comes from the server, escaped. */
(() => {
  'use strict';
  document.documentElement.lang = 'zh-CN';
  const $ = (selector, root = document) => root.querySelector(selector);
  const narrow = () => matchMedia('(max-width: 1023px)').matches;
  const loaded = new Map(); // document id → HTML
  let opener = null;
  let current = null;

  const say = (text) => {
    const region = $('#announce');
    if (!region) return;
    region.textContent = '';
    setTimeout(() => { region.textContent = text; }, 60);
  };
  const toast = (text) => {
    const box = $('#toast');
    if (box) { box.textContent = text; box.hidden = false; clearTimeout(toast.t); toast.t = setTimeout(() => { box.hidden = true; }, 2500); }
    say(text);
  };

  /* ---- reader ---- */
  async function fetchDocument(doc) {
    if (!loaded.has(doc)) {
      const response = await fetch('reader/' + encodeURIComponent(doc));
      if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail?.message || '原文没有取到，请稍后再试。');
      loaded.set(doc, await response.text());
    }
    return loaded.get(doc);
  }
  async function open(clause, start, end, from) {
    const panel = $('#reader-panel'), body = $('#reader-body');
    if (!panel) return;
    opener = from || opener;
    const doc = clause.split('#')[0];
    try {
      const shown = $('.r-doc', body);
      if (!shown || shown.dataset.doc !== doc) body.innerHTML = await fetchDocument(doc);
    } catch (error) { toast(error.message); return; }
    panel.classList.add('open');
    document.body.classList.add('reading');
    if (narrow()) {
      panel.setAttribute('role', 'dialog'); panel.setAttribute('aria-modal', 'true');
      for (const part of document.querySelectorAll('#main-column, #page-head, #page-foot')) part.inert = true;
    }
    show(clause, start, end, Boolean(from));
  }
  function show(clause, start, end, focus) {
    const body = $('#reader-body');
    for (const old of body.querySelectorAll('.here, .hit')) { old.classList.remove('here', 'hit'); old.removeAttribute('role'); }
    const sections = [...body.querySelectorAll('.r-clause')];
    const section = sections.find((part) => part.dataset.id === clause);
    if (!section) { toast('文件中没有这一条，可能已更新。'); return; }
    section.classList.add('here');
    let target = section;
    if (start !== undefined && end !== undefined) {
      const hits = [...section.querySelectorAll('.s')].filter((s) => Number(s.dataset.s) < end && Number(s.dataset.e) > start);
      for (const hit of hits) { hit.classList.add('hit'); hit.setAttribute('role', 'mark'); }
      if (hits.length) target = hits[0];
    }
    current = section;
    const at = sections.indexOf(section);
    $('#reader-place').textContent = section.dataset.place;
    $('#r-prev').disabled = at === 0; $('#r-next').disabled = at === sections.length - 1;
    $('#reader-tools').hidden = false;
    const box = body.getBoundingClientRect(), place = target.getBoundingClientRect();
    body.scrollTop += place.top - box.top - Math.min(box.height * 0.3, 160);
    const url = new URL(location.href);
    url.searchParams.set('clause', clause);
    if (start !== undefined) { url.searchParams.set('s', start); url.searchParams.set('e', end); } else { url.searchParams.delete('s'); url.searchParams.delete('e'); }
    if (narrow() && !(history.state && history.state.reader)) history.pushState({reader: true}, '', url);
    else history.replaceState(history.state, '', url);
    if (focus) section.focus({preventScroll: true});
    say('原文已打开：' + section.dataset.place);
  }
  function step(by) {
    const sections = [...document.querySelectorAll('#reader-body .r-clause')];
    const next = sections[sections.indexOf(current) + by];
    if (next) show(next.dataset.id, undefined, undefined, false);
  }
  function close(fromHistory) {
    const panel = $('#reader-panel');
    if (!panel || !panel.classList.contains('open')) return;
    panel.classList.remove('open');
    document.body.classList.remove('reading');
    panel.removeAttribute('role'); panel.removeAttribute('aria-modal');
    for (const part of document.querySelectorAll('#main-column, #page-head, #page-foot')) part.inert = false;
    if (history.state && history.state.reader && !fromHistory) history.back();
    const url = new URL(location.href);
    for (const name of ['clause', 's', 'e']) url.searchParams.delete(name);
    if (!(history.state && history.state.reader)) history.replaceState(history.state, '', url);
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  }
  addEventListener('popstate', () => close(true));

  /* ---- copying ---- */
  async function copy(text) {
    try { await navigator.clipboard.writeText(text); }
    catch { // pages on plain http have no clipboard
      const area = document.createElement('textarea');
      area.value = text; area.style.position = 'fixed'; area.style.opacity = '0';
      document.body.append(area); area.select();
      const done = document.execCommand('copy'); area.remove();
      if (!done) { toast('没有复制成功，请手动选择文字。'); return; }
    }
    toast('已复制，含出处。');
  }

  /* ---- feedback ---- */
  async function vote(id, useful, comment) {
    const response = await fetch('api/feedback', {
      method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({answer_id: id, useful, comment}),
    });
    if (!response.ok) throw new Error('评价没有送达，请稍后再试。');
  }
  function askReason(votes) {
    if (votes.nextElementSibling && votes.nextElementSibling.classList.contains('reason')) return;
    const form = document.createElement('form');
    form.className = 'reason';
    const label = document.createElement('label');
    label.textContent = '哪里没用？（可不填，请勿写个人信息）';
    const area = document.createElement('textarea');
    area.rows = 2; area.maxLength = 500;
    label.append(area);
    const send = document.createElement('button');
    send.className = 'tool'; send.textContent = '提交';
    form.append(label, send);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      try { await vote(votes.dataset.answer, false, area.value.trim()); form.remove(); toast('已收到，谢谢。'); }
      catch (error) { toast(error.message); }
    });
    votes.after(form);
    area.focus();
  }

  /* ---- clicks and keys, for all parts at once ---- */
  document.addEventListener('click', async (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    const d = button.dataset;
    if (d.clause) {
      open(d.clause, d.start === undefined ? undefined : Number(d.start), d.end === undefined ? undefined : Number(d.end), button);
    } else if (d.copy !== undefined) copy(d.copy);
    else if (d.goto) {
      const heading = document.getElementById(d.goto), body = $('#reader-body');
      const toc = button.closest('details');
      if (narrow() && toc) toc.open = false;
      if (heading) body.scrollTop += heading.getBoundingClientRect().top - body.getBoundingClientRect().top - 8;
    } else if (d.vote !== undefined) {
      const votes = button.closest('.votes');
      for (const other of votes.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
      if (d.vote === '0') askReason(votes);
      else try { await vote(votes.dataset.answer, true, ''); toast('已收到，谢谢。'); } catch (error) { toast(error.message); }
    } else if (d.edit !== undefined) setTimeout(() => { const box = $('#question textarea'); if (box) { box.focus(); box.scrollIntoView({block: 'center'}); } }, 150);
    else if (button.id === 'r-close') close(false);
    else if (button.id === 'r-prev') step(-1);
    else if (button.id === 'r-next') step(1);
    else if (button.id === 'r-cite' && current) copy(current.dataset.cite);
    else if (button.id === 'r-link' && current) {
      const url = new URL(location.pathname, location.origin);
      url.searchParams.set('clause', current.dataset.id);
      copy(url.href);
    }
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(false); });

  /* ---- an answer grows: follow it; when it is complete, read it once ---- */
  const spoken = new Set();
  const heard = (part) => { // what is read aloud: the words, without the buttons between them
    const copy = part.cloneNode(true);
    for (const button of copy.querySelectorAll('button')) button.remove();
    return copy.textContent.replace(/\s+/g, ' ').trim();
  };
  function watchLive(live) {
    let last = '';
    const see = () => {
      const turn = $('.turn', live);
      if (!turn) { last = ''; return; }
      const waiting = Boolean($('.wait', turn)) && !turn.dataset.done;
      if (waiting) last = '';
      if (last !== turn.dataset.turn && (waiting || !turn.dataset.done)) { // once a question, not with every line of its answer
        if (!waiting) last = turn.dataset.turn;
        const top = turn.getBoundingClientRect().top;
        if (top < 0 || top > innerHeight * 0.4) turn.scrollIntoView({block: 'start', behavior: 'auto'});
      }
      if (turn.dataset.done) last = turn.dataset.turn;
      const id = turn.dataset.done;
      if (id && !spoken.has(id)) {
        spoken.add(id);
        const state = $('.state', turn), text = $('.text', turn) || $('.wait', turn);
        const count = turn.querySelectorAll('.card').length;
        say([state && heard(state).replace(/^[^\p{L}]+/u, ''), text && heard(text), count ? '出处' + count + '处。' : ''].filter(Boolean).join('。'));
      }
    };
    new MutationObserver(see).observe(live, {childList: true, subtree: true});
  }
  function watchLists(root) {
    new MutationObserver(() => {
      const line = $('[data-done]', root);
      if (line && line.textContent !== root.dataset.said) { root.dataset.said = line.textContent; say(line.textContent); }
    }).observe(root, {childList: true, subtree: true});
  }

  /* ---- what Gradio leaves unnamed ---- */
  function mend() {
    const box = $('#question textarea');
    if (box) { box.setAttribute('enterkeyhint', 'send'); box.setAttribute('autocomplete', 'off'); }
  }
  const ready = new MutationObserver(() => {
    const live = $('#live'), panel = $('#reader-panel');
    if (live && !live.dataset.watched) { live.dataset.watched = '1'; watchLive(live); }
    for (const root of document.querySelectorAll('#found, #matches, #figures')) if (!root.dataset.watched) { root.dataset.watched = '1'; watchLists(root); }
    if (panel && !panel.dataset.opened) {
      panel.dataset.opened = '1';
      const query = new URLSearchParams(location.search), clause = query.get('clause');
      const number = (name) => (/^\d+$/.test(query.get(name) || '') ? Number(query.get(name)) : undefined);
      if (clause && /^[^\s<>]{1,300}$/.test(clause)) open(clause, number('s'), number('e'), null);
    }
    mend();
  });
  ready.observe(document.documentElement, {childList: true, subtree: true}); // Gradio may add this script before or after the page
  window.policyPages = {open, cleared: () => toast('对话记录已删除。')};
})();
