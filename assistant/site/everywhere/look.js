/* 看得更清楚: a menu in the head of every page, the chat's too. What is chosen is kept in this browser alone; early.js applies it
   before anything is painted. */
(() => {
  'use strict';
  const root = document.documentElement;
  const CHOICES = [
    ['easy', '版式', [['', '标准'], ['on', '长者模式']]],
    ['contrast', '对比', [['', '标准'], ['high', '高对比']]],
    ['theme', '颜色', [['', '跟随系统'], ['light', '浅色'], ['dark', '深色']]],
  ];
  const system = matchMedia('(prefers-color-scheme: dark)');
  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    node.append(...children);
    return node;
  };
  function choose(name, value) {
    if (value) root.dataset[name] = value; else delete root.dataset[name];
    try { if (value) localStorage.setItem('look-' + name, value); else localStorage.removeItem('look-' + name); }
    catch { /* a browser that keeps nothing: it holds for this page */ }
    paint();
  }
  /* Gradio has its own sign for dark, which follows the system alone. */
  function paint() {
    const app = document.querySelector('gradio-app');
    const dark = root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;
    if (app && document.body.classList.contains('dark') !== dark) document.body.classList.toggle('dark', dark);
  }
  function menu() {
    const groups = CHOICES.map(([name, title, options]) => {
      const group = make('fieldset', {}, make('legend', {}, title));
      for (const [value, text] of options) {
        const input = make('input', {type: 'radio', name: 'look-' + name, value});
        input.checked = (root.dataset[name] || '') === value;
        input.addEventListener('change', () => choose(name, value));
        group.append(make('label', {}, input, text));
      }
      return group;
    });
    const made = make('details', {id: 'look'}, make('summary', {}, '看得更清楚'), make('div', {class: 'look-box'}, ...groups));
    made.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && made.open) { made.open = false; made.querySelector('summary').focus(); event.stopPropagation(); }
    });
    document.addEventListener('click', (event) => { if (made.open && !made.contains(event.target)) made.open = false; });
    return made;
  }
  function place() {
    const head = document.querySelector('#page-head');
    if (head && !document.querySelector('#look')) head.append(menu());
    paint();
  }
  system.addEventListener('change', paint);
  place();
  if (document.querySelector('gradio-app')) new MutationObserver(place).observe(document.body, {childList: true, subtree: true, attributes: true, attributeFilter: ['class']});
})();
