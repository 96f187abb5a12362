/* The chat's own script (the reader beside it: site/scripts/reader.js): copying, feedback, and one spoken line when an answer is complete.
   Text from documents and readers only ever enters through textContent; HTML comes from the server, escaped. */
(() => {
  'use strict';
  document.documentElement.lang = 'zh-CN';
  const $ = (selector, root = document) => root.querySelector(selector);

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
    if (d.copy !== undefined) copy(d.copy);
    else if (d.vote !== undefined) {
      const votes = button.closest('.votes');
      for (const other of votes.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
      if (d.vote === '0') askReason(votes);
      else try { await vote(votes.dataset.answer, true, ''); toast('已收到，谢谢。'); } catch (error) { toast(error.message); }
    } else if (d.edit !== undefined) setTimeout(() => { const box = $('#question textarea'); if (box) { box.focus(); box.scrollIntoView({block: 'center'}); } }, 150);
  });

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
    const live = $('#live');
    if (live && !live.dataset.watched) { live.dataset.watched = '1'; watchLive(live); }
    for (const root of document.querySelectorAll('#found, #matches, #figures')) if (!root.dataset.watched) { root.dataset.watched = '1'; watchLists(root); }
    mend();
  });
  ready.observe(document.documentElement, {childList: true, subtree: true}); // Gradio may add this script before or after the page
  window.policyPages = {cleared: () => toast('对话记录已删除。')};
})();
