/* What a plain page gains where scripts run; without them every page still does all it must. More stands in scripts/. */
'use strict';
const site = {
  /** Say a sentence on the screen and to a screen reader. */
  tell(text) {
    const box = document.getElementById('toast'), said = document.getElementById('announce');
    said.textContent = '';
    setTimeout(() => { said.textContent = text; }, 60);
    box.textContent = text; box.hidden = false;
    clearTimeout(site.timer);
    site.timer = setTimeout(() => { box.hidden = true; }, 3000);
  },
  async copy(text, done = '已复制，含出处。') {
    try { await navigator.clipboard.writeText(text); }
    catch { // pages on plain http have no clipboard
      const area = document.createElement('textarea');
      area.value = text; area.className = 'sr';
      document.body.append(area); area.select();
      const copied = document.execCommand('copy'); area.remove();
      if (!copied) { site.tell('没有复制成功，请手动选择文字。'); return; }
    }
    site.tell(done);
  },
};
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  if (button.dataset.copy !== undefined) site.copy(button.dataset.copy);
  if (button.dataset.print !== undefined) print();
});
// On paper: where it is from, and when.
for (const part of document.querySelectorAll('[data-printed]')) {
  part.append(` ${decodeURI(location.href)}　${new Date().toLocaleDateString('zh-CN', {year: 'numeric', month: 'long', day: 'numeric'})}打印`);
}
// Without a network a form stays, with what was typed.
document.addEventListener('submit', (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  site.tell('网络断开了。所填的内容还在，网络恢复后再提交。');
});
