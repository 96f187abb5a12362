/* Feedback, clicks and keys, and one spoken line when an answer is complete. */
function say(text) {
  const region = $('#announce');
  if (!region) return;
  region.textContent = '';
  setTimeout(() => { region.textContent = text; }, 60);
}
const heard = (part) => { // what is read aloud: the words, without the buttons and marks between them
  const copy = part.cloneNode(true);
  for (const aside of copy.querySelectorAll('button, .mark')) aside.remove();
  return copy.textContent.replace(/\s+/g, ' ').trim();
};
function spoken(turn) {
  const state = $('.state', turn), text = $('.text', turn) || $('.wait', turn), count = turn.querySelectorAll('.sources li').length;
  say([state && heard(state).replace(/^[^\p{L}]+/u, ''), text && heard(text), count ? `出处${count}处。` : ''].filter(Boolean).join('。'));
}

async function vote(id, useful, comment) {
  const response = await fetch('api/feedback', {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({answer_id: id, useful, comment}),
  }).catch(() => null);
  if (!response || !response.ok) throw new Error('评价没有送达，请稍后再试。');
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
  const done = document.createElement('button');
  done.className = 'tool'; done.textContent = '提交';
  form.append(label, done);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try { await vote(votes.dataset.answer, false, area.value.trim()); form.remove(); site.tell('已收到，谢谢。'); }
    catch (error) { site.tell(error.message); }
  });
  votes.after(form);
  area.focus();
}
async function voted(button) {
  const votes = button.closest('.votes');
  for (const other of votes.querySelectorAll('button')) other.setAttribute('aria-pressed', String(other === button));
  if (button.dataset.vote === '0') { askReason(votes); return; }
  try { await vote(votes.dataset.answer, true, ''); site.tell('已收到，谢谢。'); } catch (error) { site.tell(error.message); }
}

function retry(id) {
  const turn = store.turn(talk.id, id);
  if (turn) ask(turn.q, {id, alone: Boolean(turn.alone)});
}
function edit(id) {
  const turn = store.turn(talk.id, id), area = box();
  if (!turn) return;
  if (area.value.trim() && area.value.trim() !== turn.q) { site.tell('输入框里还有没发送的文字，请先发送或清空。'); area.focus(); return; }
  area.value = turn.q;
  typed();
  area.focus();
}
function typed() {
  const area = box();
  tab.set('draft', area.value);
  area.style.height = 'auto';
  area.style.height = `${Math.min(area.scrollHeight + 2, 170)}px`;
}
function sendBox() {
  const area = box();
  if (!ask(area.value)) return;
  area.value = '';
  typed();
}

const CLICKS = {
  ask: (d) => ask(d.ask), alone: (d) => ask(d.alone, {alone: true}), vote: (d, button) => voted(button),
  retry: (d, button) => retry(button.closest('.turn').dataset.turn), edit: (d, button) => edit(button.closest('.turn').dataset.turn),
  share: (d) => site.copy(shareable(d.share), '已复制链接：打开后是您的问题和所引的原文。'),
  open: (d) => { $('#kept').open = false; openTalk(d.open); listTalks(); }, rename: (d) => renameTalk(d.rename), remove: (d) => removeTalk(d.remove),
  save: (d) => saveTalk(d.save),
};
const BUTTONS = {new: newTalk, stop, 'share-all': shareTalk};
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const does = Object.keys(CLICKS).find((name) => button.dataset[name] !== undefined);
  if (does) CLICKS[does](button.dataset, button);
  else if (BUTTONS[button.id]) BUTTONS[button.id]();
  else if (button.closest('#undo')) undoRemoval();
});
document.addEventListener('submit', (event) => {
  if (event.target.id !== 'composer') return;
  event.preventDefault();
  sendBox();
});
document.addEventListener('keydown', (event) => {
  if (event.target !== box() || event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  sendBox();
});
document.addEventListener('input', (event) => { if (event.target === box()) typed(); });

/* ---- the parts appear when Gradio has made them ---- */
const first = fetch('chat/start').then((response) => (response.ok ? response.text() : '')).catch(() => '');
function begin() {
  if (!$('#past') || !$('#live') || $('#past').dataset.begun) return;
  $('#past').dataset.begun = '1';
  first.then((text) => {
    $('#starters').innerHTML = text;
    if (innerWidth < 640) for (const more of [...$('#starters').querySelectorAll('details')].slice(1)) more.open = false; // one screen
  });
  watchLive($('#live'));
  watchToasts();
  online();
  box().value = tab.get('draft') || new URLSearchParams(location.search).get('q') || '';
  typed();
  openTalk(talk.id || store.id());
  listTalks();
  resend();
  store.watch((id, turn) => {
    listTalks();
    if (id !== talk.id || (talk.pending && talk.pending.id === turn)) return;
    const written = store.turn(id, turn), node = view.node(turn);
    if (!written) { if (node) node.remove(); view.begun(); return; }
    view.put(view.blank({...written, state: written.state === 'asked' ? 'waiting' : written.state}));
    if (written.a) view.render([written]);
  });
}
new MutationObserver(begin).observe(document.documentElement, {childList: true, subtree: true});
