/* The turns on the page. HTML comes from the server, escaped; all other text enters through textContent. */
const $ = (selector, root = document) => root.querySelector(selector);
document.documentElement.lang = 'zh-CN';
const WORDS = {
  asked: '没有等到回答：页面在回答途中关闭或刷新过。问题还在，可以重试。',
  stopped: '已停止，这一轮没有回答。',
  offline: '网络断开，问题没有发出去，已经保留。网络恢复后请点“重试”。',
  lost: '没有连上服务器，问题已经保留。请稍后点“重试”。',
  again: '正在重新连接服务器，连上后会自动发出这个问题。',
  slow: '等了很久没有回答，问题已经保留。请点“重试”。',
};
const view = {
  node: (id) => $(`#past [data-turn="${CSS.escape(id)}"]`),
  /** A turn without an answer: waiting, or with what came of it. */
  blank(turn) {
    const node = $('#unanswered').content.firstElementChild.cloneNode(true);
    node.dataset.turn = turn.id;
    $('.q p', node).textContent = turn.q;
    if (turn.state !== 'waiting') {
      node.dataset.state = turn.state;
      $('.wait', node).textContent = turn.note || WORDS[turn.state] || '正在取回…';
      $('.again', node).hidden = turn.state === 'done';
    }
    return node;
  },
  put(node) {
    const old = view.node(node.dataset.turn);
    if (old) old.replaceWith(node);
    else $('#past').append(node);
    view.begun();
    return node;
  },
  begun() {
    const empty = !$('#past .turn');
    $('#starters').hidden = !empty;
    $('#bar').hidden = empty && !store.talks().length;
    for (const part of document.querySelectorAll('#out, #new')) part.hidden = empty;
  },
  follow(node) {
    const top = node.getBoundingClientRect().top;
    if (top < 0 || top > innerHeight * 0.4) node.scrollIntoView({block: 'start', behavior: 'auto'});
  },
  /** Show the turns of a conversation: at once what the browser knows, then the answers as the server renders them. */
  async show(turns) {
    $('#past').replaceChildren(...turns.map(view.blank));
    view.begun();
    if (turns.length) view.node(turns.at(-1).id).scrollIntoView({block: 'start', behavior: 'auto'});
    const answered = turns.filter((turn) => turn.a).reverse(); // the newest first: it is what the reader looks at
    while (answered.length) await view.render(portion(answered));
    const last = turns.length && view.node(turns.at(-1).id);
    if (last) last.scrollIntoView({block: 'start', behavior: 'auto'});
  },
  async render(turns) {
    const rows = turns.map(({id, q, a, note}) => ({id, q, a, note: note || ''}));
    try {
      const text = await (await send('chat/turns', {turns: rows})).text();
      const made = document.createElement('template');
      made.innerHTML = text;
      for (const node of [...made.content.children]) if (view.node(node.dataset.turn)) view.put(node);
    } catch (error) {
      for (const turn of turns) {
        const node = view.node(turn.id);
        if (node && !$('.text', node)) $('.wait', node).textContent = `${error.message}刷新页面可以再取。`;
      }
    }
  },
};
/* What fits into one request: the server refuses larger ones. */
function portion(turns) {
  const taken = [];
  for (let size = 0; turns.length && taken.length < 20; taken.push(turns.shift())) {
    size += new Blob([JSON.stringify(turns[0])]).size;
    if (taken.length && size > 150_000) break;
  }
  return taken;
}
async function send(address, body) {
  let response;
  try { response = await fetch(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body)}); }
  catch { throw new Error('没有连上服务器。'); }
  if (!response.ok) throw new Error((await response.json().catch(() => ({}))).detail?.message || '服务器没有答复，请稍后再试。');
  return response;
}
