/* Asking. A question is kept the moment it is sent; whatever breaks, it stays on the page, with a way to ask it again. */
const talk = {id: tab.get('talk'), pending: null, lost: false}; // lost: Gradio sends nothing more until it has loaded the page anew
const LONGEST_WAIT = 120_000, QUIET = 6_000; // milliseconds: for an answer; without a sign of life before the server is tried
const plainFetch = window.fetch.bind(window);
const box = () => $('#question textarea');

function openTalk(id) {
  talk.id = id;
  tab.set('talk', id);
  const turns = store.turns(id);
  return view.show(turns.map((turn) => (talk.pending && talk.pending.id === turn.id ? {...turn, state: 'waiting'} : turn)));
}
function newTalk() { openTalk(store.id()); box().focus(); }

/** Ask; ``id`` is that of a turn which is asked again, ``alone`` leaves what was said before out of it. Returns whether it was taken. */
function ask(question, {id = '', alone = false} = {}) {
  const q = question.trim();
  if (!q) { site.tell('请先写下问题。'); box().focus(); return false; }
  if (talk.pending) { site.tell('上一个问题还在回答。请稍候，或先点“停止”。'); return false; }
  let before = store.turns(talk.id);
  if (!id && before.length >= MOST_TURNS) {
    newTalk();
    before = [];
    site.tell(`一个对话最多 ${MOST_TURNS} 轮，已为您新开一个对话；原来的在“对话记录”里。`);
  }
  const turn = {...store.turn(talk.id, id), id: id || store.id(), talk: talk.id, q, alone, state: 'asked', note: ''};
  store.put(turn);
  view.follow(view.put(view.blank({...turn, state: 'waiting'})));
  talk.pending = {...turn, since: Date.now(), seen: Date.now(), run: `${turn.id}_${Date.now() % 1000}`};
  $('#composer').classList.add('asking');
  if (talk.lost) { tab.set('resend', turn.id); give(WORDS.again); return true; }
  if (!navigator.onLine) { give(WORDS.offline); return true; }
  const earlier = alone ? [] : before.filter((each) => each.state === 'done' && each.a && each.id < turn.id);
  const history = earlier.slice(-10).map((each) => [each.q, String(each.a.answer).slice(0, 4000)]);
  try { window.policyBridge.ask({question: q, turn: talk.pending.run, history}); } catch { give(WORDS.lost); }
  return true;
}
let leaving = false; // what breaks because the page is left is no fault
addEventListener('beforeunload', () => { leaving = true; setTimeout(() => { leaving = false; }, 3000); });
const broke = (note) => setTimeout(() => give(note), 400); // later: Gradio cuts its lines before we hear that the page is left, or finds itself lost
function settled(change) {
  const {since, seen, run, followed, resent, ...turn} = talk.pending;
  talk.pending = null;
  $('#composer').classList.remove('asking');
  const kept = {...turn, ...change};
  if (store.has(turn)) store.put(kept); // not where the conversation was deleted meanwhile
  listTalks();
  return kept;
}
/** End the pending question without an answer. */
function give(note, state = 'failed') {
  if (!talk.pending || leaving) return;
  const answered = Boolean(talk.pending.a); // asked once more: the answer that there was is not lost
  const turn = settled(answered ? {state: 'done'} : {state, note});
  if (view.node(turn.id)) view.put(view.blank(turn));
  if (answered) { view.render([turn]); site.tell(note); } else say(note);
}
function stop() {
  if (!talk.pending) return;
  try { window.policyBridge.stop(); } catch { /* nothing runs then */ }
  give(WORDS.stopped, 'stopped');
  box().focus();
}

/* What was asked while the connection was being found again. */
function resend() {
  const id = tab.get('resend');
  if (!id) return;
  if (!(window.policyBridge || {}).ask) { setTimeout(resend, 200); return; }
  tab.set('resend', '');
  retry(id);
  if (talk.pending) talk.pending.resent = true;
}

/* Each frame of an answer is the whole turn; the last one brings what is to be kept. */
function watchLive(live) {
  new MutationObserver(() => {
    const made = $('.turn', live), pending = talk.pending;
    if (!made || !pending || made.dataset.turn !== pending.run) return; // of what was stopped, or asked before
    pending.seen = Date.now();
    const node = made.cloneNode(true), shown = view.node(pending.id);
    node.dataset.turn = pending.id;
    if (shown) view.put(node);
    if (shown && !pending.followed) { pending.followed = true; view.follow(node); }
    if (!made.dataset.state) return;
    const kept = $('data', live);
    if (made.dataset.state === 'done' && kept) settled({state: 'done', ...JSON.parse(kept.value)});
    else settled({state: 'failed', note: $('.wait', made)?.textContent || ''});
    spoken(node);
  }).observe(live, {childList: true, subtree: true});
}

/* ---- the network, in words of our own: Gradio's are English, and hidden by page.css ---- */
function net(text) {
  const line = $('#net');
  if (!line || line.textContent === text) return;
  line.textContent = text; line.hidden = !text;
}
const online = () => net(navigator.onLine ? '' : '网络已断开。可以继续看、继续写，您写的不会丢；网络恢复后再发送。');
addEventListener('offline', online);
addEventListener('online', online);
/* Which run of the server answers; empty when none does. */
async function run() {
  try { return JSON.stringify(await (await plainFetch('gradio_api/app_id', {cache: 'no-store', signal: AbortSignal.timeout(5000)})).json()); }
  catch { return ''; }
}
let known = '';
/* Gradio's line to the server is gone, and it may not have noticed: only a page that is loaded anew has another. */
function reconnect(again) {
  if (talk.lost || leaving) return;
  talk.lost = true;
  net('与服务器的连接断了，正在自动重连。您写的文字和问过的问题都还在。');
  const resends = again && talk.pending && !talk.pending.resent; // once, and not for ever
  if (resends) tab.set('resend', talk.pending.id);
  give(resends ? WORDS.again : again ? WORDS.lost : WORDS.slow);
  setInterval(async () => { if (await run()) location.reload(); }, 2000);
}
async function check() {
  const now = await run();
  if (!navigator.onLine) give(WORDS.offline);
  else if (!now || (known && now !== known)) reconnect(true);
}
setInterval(() => {
  const pending = talk.pending;
  if (pending && Date.now() - pending.since > LONGEST_WAIT) reconnect(false);
  else if (pending && Date.now() - pending.seen > QUIET) check();
}, 3000);
/* Gradio says nothing of a question that the server refuses to take; the server says why. */
window.fetch = async (input, init) => {
  const asks = String(input.url || input).includes('/queue/join');
  let response;
  try { response = await plainFetch(input, init); } catch (error) { if (asks) broke(navigator.onLine ? WORDS.lost : WORDS.offline); throw error; }
  if (asks && !response.ok) response.clone().json().then((told) => broke(told.detail?.message || WORDS.lost), () => broke(WORDS.lost));
  return response;
};
function watchToasts() {
  run().then((now) => { known = now; });
  const seen = new WeakSet();
  new MutationObserver(() => {
    for (const toast of document.querySelectorAll('[data-testid="toast-body"].error')) {
      if (seen.has(toast)) continue;
      seen.add(toast);
      const text = $('[data-testid="toast-text"]', toast)?.textContent.trim() || '';
      const ours = /\p{Script=Han}/u.test(text);
      if (/lost/i.test(toast.textContent)) setTimeout(reconnect, 50, true);
      else broke(ours ? text : navigator.onLine ? WORDS.lost : WORDS.offline);
    }
  }).observe(document.body, {childList: true, subtree: true});
}
