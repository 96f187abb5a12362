/* The document beside the page: what a link to a place opens where there is room for it. The chat's page and the plain pages
   share this; a plain page goes without it on a phone, where the link is followed as any other.
   Text of documents enters through textContent, or as HTML that the server has escaped. */
(() => {
  'use strict';
  const $ = (selector, root = document) => root.querySelector(selector);
  const narrow = () => matchMedia('(max-width: 1023px)').matches;
  const fetched = new Map(); // address → HTML
  let opener = null; // what gets the focus back
  let current = null; // the clause that is shown
  let own = ''; // the page's title without a document

  const tell = (text, seen = true) => {
    const said = $('#announce'), box = $('#toast');
    if (said) { said.textContent = ''; setTimeout(() => { said.textContent = text; }, 60); }
    if (box && seen) { box.textContent = text; box.hidden = false; clearTimeout(tell.timer); tell.timer = setTimeout(() => { box.hidden = true; }, 2500); }
  };

  /* A place: the document, and its clause by id or by offset, or a heading by offset; from `s` to `e` is marked. */
  const whole = (text) => (/^\d{1,9}$/.test(text || '') ? Number(text) : undefined);
  function placeOfLink(link) {
    const url = new URL(link.href), doc = url.pathname.match(/^\/documents\/([^/]+)$/), hash = url.hash.match(/^#([ch])-(\d{1,9})$/);
    if (!doc || url.origin !== location.origin) return null;
    return {
      doc: decodeURIComponent(doc[1]), at: hash ? Number(hash[2]) : undefined, heading: Boolean(hash) && hash[1] === 'h',
      s: whole(url.searchParams.get('s')), e: whole(url.searchParams.get('e')),
    };
  }
  function placeOfAddress() {
    const query = new URLSearchParams(location.search), clause = query.get('clause');
    if (!clause || !/^[^\s<>]{1,300}$/.test(clause)) return null;
    return {doc: clause.split('#')[0], clause, s: whole(query.get('s')), e: whole(query.get('e'))};
  }

  async function get(address) {
    if (!fetched.has(address)) {
      let response;
      try { response = await fetch(address); } catch { throw new Error('连不上服务器，原文没有取到。请检查网络后再试。'); }
      if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail?.message || '原文没有取到，请稍后再试。');
      fetched.set(address, await response.text());
    }
    return fetched.get(address);
  }
  const sections = () => [...document.querySelectorAll('#reader-body .r-clause')];
  function found(place) {
    const body = $('#reader-body'), shown = $('.r-doc', body);
    if (!shown || shown.dataset.doc !== place.doc) return null;
    if (place.heading) return body.querySelector(`#h-${place.at}`);
    const all = sections();
    if (place.clause !== undefined) return all.find((part) => part.dataset.id === place.clause) || null;
    if (place.at !== undefined) return all.find((part) => Number(part.dataset.start) === place.at) || null;
    return shown.dataset.first === undefined ? null : shown;
  }

  async function open(place, from) {
    const panel = $('#reader-panel'), body = $('#reader-body');
    if (!panel || !body) return;
    opener = from || opener;
    if (!found(place)) {
      const query = new URLSearchParams(place.clause !== undefined ? {clause: place.clause} : place.at !== undefined ? {at: place.at} : {});
      try { body.innerHTML = await get(`/reader/${encodeURIComponent(place.doc)}?${query}`); } catch (error) { tell(error.message); return; }
      body.scrollTop = 0;
    }
    panel.classList.add('open');
    document.body.classList.add('reading');
    if (narrow()) {
      panel.setAttribute('role', 'dialog'); panel.setAttribute('aria-modal', 'true');
      for (const part of document.querySelectorAll('#main-column, #page-head, #page-foot')) part.inert = true;
    }
    head($('.r-doc', body).dataset);
    show(place, Boolean(from));
  }
  function head(d) {
    const title = $('#reader-title'), link = document.createElement('a');
    link.href = d.address; link.textContent = `《${d.title}》`;
    title.replaceChildren(link);
    const standing = $('#reader-standing');
    standing.textContent = d.standing; standing.className = `badge ${d.kind}`; standing.hidden = false;
    own = own || document.title;
    document.title = `《${d.title}》（${d.standing}） - ${own}`;
  }
  function show(place, focus) {
    const body = $('#reader-body');
    for (const old of body.querySelectorAll('.here, .hit')) { old.classList.remove('here', 'hit'); old.removeAttribute('role'); }
    const part = found(place);
    if (!part) { tell('文件中没有这一条，可能已更新。'); return; }
    current = part.classList.contains('r-clause') ? part : null;
    const target = current ? mark(current, place) : part;
    const box = body.getBoundingClientRect();
    if (part !== $('.r-doc', body)) body.scrollTop += target.getBoundingClientRect().top - box.top - Math.min(box.height * 0.3, current ? 160 : 8);
    tools();
    remember(current ? {clause: current.dataset.id, s: place.s, e: place.e} : {});
    if (focus) { const to = current || body; to.focus({preventScroll: true}); }
    tell(`原文已打开：${$('.r-doc', body).dataset.title}${current ? current.dataset.place : ''}`, false);
  }
  function mark(section, place) {
    section.classList.add('here');
    if (place.s === undefined || place.e === undefined) return section;
    const hits = [...section.querySelectorAll('.s')].filter((s) => Number(s.dataset.s) < place.e && Number(s.dataset.e) > place.s);
    for (const hit of hits) { hit.classList.add('hit'); hit.setAttribute('role', 'mark'); }
    return hits[0] || section;
  }
  function tools() {
    const place = $('#reader-place'), bar = $('#reader-tools');
    bar.hidden = !current; place.hidden = !current;
    if (!current) return;
    place.textContent = current.dataset.place;
    $('#r-prev').disabled = neighbour(-1) === null; $('#r-next').disabled = neighbour(1) === null;
    $('#r-cite').dataset.copy = current.dataset.cite;
    $('#r-link').dataset.copy = new URL(current.dataset.address, location.origin).href;
  }
  /* Where the clause before or after begins, also on another part of a long document; null at its ends. */
  function neighbour(by) {
    const all = sections(), next = all[all.indexOf(current) + by], d = $('#reader-body .r-doc').dataset;
    if (next) return Number(next.dataset.start);
    return whole(by < 0 ? d.before : d.after) ?? null;
  }
  function step(by) {
    const at = neighbour(by);
    if (at !== null) open({doc: $('#reader-body .r-doc').dataset.doc, at}, null);
  }
  function remember(kept) {
    const url = new URL(location.href);
    for (const name of ['clause', 's', 'e']) if (kept[name] === undefined) url.searchParams.delete(name); else url.searchParams.set(name, kept[name]);
    if (narrow() && !(history.state && history.state.reader)) history.pushState({reader: true}, '', url);
    else history.replaceState(history.state, '', url);
  }
  function close(fromHistory) {
    const panel = $('#reader-panel');
    if (!panel || !panel.classList.contains('open')) return;
    panel.classList.remove('open');
    document.body.classList.remove('reading');
    panel.setAttribute('role', 'complementary'); panel.removeAttribute('aria-modal');
    for (const part of document.querySelectorAll('#main-column, #page-head, #page-foot')) part.inert = false;
    document.title = own; own = '';
    if (history.state && history.state.reader && !fromHistory) history.back();
    else if (!fromHistory) remember({});
    if (opener && opener.isConnected) opener.focus();
    opener = current = null;
    begin('');
  }

  /* Before anything is opened: the contents of the documents, to open or to search. Only where the panel stands beside the page. */
  async function begin(query) {
    const panel = $('#reader-panel'), body = $('#reader-body');
    if (narrow() || !panel || panel.classList.contains('open') || panel.dataset.begins === undefined) return;
    try {
      const text = await get(`/reader?q=${encodeURIComponent(query)}`);
      if (panel.classList.contains('open')) return;
      body.innerHTML = text; body.scrollTop = 0;
      $('#reader-title').textContent = panel.dataset.begins;
      $('#reader-standing').hidden = $('#reader-place').hidden = $('#reader-tools').hidden = true;
      const count = $('.r-count', body);
      if (query && count) { tell(count.textContent, false); $('input', body)?.focus(); }
    } catch { /* what is beside the page is no part of it */ }
  }

  document.addEventListener('click', (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const at = event.target.closest('a[data-source], button');
    if (!at) return;
    const d = at.dataset, panel = $('#reader-panel');
    if (d.source !== undefined) {
      const place = panel && (!narrow() || panel.dataset.phone !== undefined) ? placeOfLink(at) : null;
      if (!place) return;
      event.preventDefault();
      if (narrow()) { const toc = at.closest('details.r-toc'); if (toc) toc.open = false; }
      open(place, panel.contains(at) ? null : at);
    } else if (d.clause) open({doc: d.clause.split('#')[0], clause: d.clause, s: whole(d.start), e: whole(d.end)}, at);
    else if (at.id === 'r-close') close(false);
    else if (at.id === 'r-prev') step(-1);
    else if (at.id === 'r-next') step(1);
  });
  document.addEventListener('submit', (event) => {
    if (!event.target.matches('#reader-body form')) return;
    event.preventDefault();
    begin(new FormData(event.target).get('q').trim());
  });
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') close(false); });
  addEventListener('popstate', () => close(true));

  function ready() {
    const panel = $('#reader-panel');
    if (!panel || panel.dataset.ready) return;
    panel.dataset.ready = '1';
    const place = placeOfAddress();
    if (place && (!narrow() || panel.dataset.phone !== undefined)) open(place, null);
    else begin('');
  }
  new MutationObserver(ready).observe(document.documentElement, {childList: true, subtree: true}); // Gradio adds the panel late
  ready();
})();
