/* Several conversations: list, name, delete with undo, files, links. */
function listTalks() {
  const list = $('#talks');
  if (!list) return;
  const talks = store.talks();
  $('#count').textContent = talks.length ? `（${talks.length}）` : '';
  list.replaceChildren(...talks.map((row) => {
    const item = document.createElement('li');
    const button = (text, kind, more = '') => {
      const made = document.createElement('button');
      made.type = 'button'; made.className = kind === 'open' ? 'link' : 'tool'; made.dataset[kind] = row.id; made.textContent = text;
      if (more) { const hidden = document.createElement('span'); hidden.className = 'sr'; hidden.textContent = more; made.append(hidden); }
      return made;
    };
    const open = button(row.name.slice(0, 60), 'open');
    if (row.id === talk.id) open.setAttribute('aria-current', 'true');
    const count = document.createElement('small');
    count.textContent = `${row.turns} 轮`;
    item.append(open, count, button('改名', 'rename', '：' + row.name), button('删除', 'remove', '：' + row.name));
    return item;
  }));
  view.begun();
}
function renameTalk(id) {
  const row = store.talks().find((each) => each.id === id);
  const name = row && prompt('给这个对话起个名字：', row.name);
  if (name === null || name === undefined || !row) return;
  store.name(id, name.trim().slice(0, 60));
  listTalks();
}
let undo = null;
function removeTalk(id) {
  const name = (store.talks().find((each) => each.id === id) || {}).name || '';
  if (talk.pending && talk.pending.talk === id) stop();
  undo = {id, back: store.remove(id)};
  if (id === talk.id) openTalk(store.id());
  $('#undo span').textContent = `已删除对话“${name.slice(0, 30)}”。`;
  $('#undo').hidden = false;
  listTalks();
  $('#undo button').focus();
}
function undoRemoval() {
  if (!undo) return;
  undo.back();
  openTalk(undo.id);
  undo = null;
  $('#undo').hidden = true;
  listTalks();
  site.tell('已恢复。');
}
async function saveTalk(suffix) {
  const turns = store.turns(talk.id).map(({id, q, a, state, note}) => ({id, q, a: a || null, note: note || (a ? '' : WORDS[state] || '')}));
  const name = (store.talks().find((each) => each.id === talk.id) || {}).name || '';
  try {
    const blob = await (await send('chat/export.' + suffix, {name: name.slice(0, 100), turns})).blob();
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `对话记录.${suffix}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  } catch (error) { site.tell(error.message); }
}
const shareable = (address) => new URL(address, location.origin).href;
function shareTalk() {
  const parts = [...document.querySelectorAll('#past [data-share]')].map((each) => each.dataset.share.split('?')[1]);
  if (!parts.length) { site.tell('还没有带出处的回答可以分享。'); return; }
  if (parts.length > 10 || parts.join('&').length > 6000) { site.tell('这个对话太长，放不进一个链接。请在要分享的那个回答下面复制链接。'); return; }
  site.copy(shareable('/shared?' + parts.join('&')), '已复制链接：打开后是您的问题和所引的原文。');
}
addEventListener('beforeprint', () => {
  const now = new Date().toLocaleString('zh-CN', {hour12: false});
  $('#printed').textContent = `${document.title}。打印时间：${now}。网址：${location.origin}`;
  for (const part of document.querySelectorAll('#past details')) part.open = true;
});
