/* Before anything is painted: how this reader wants pages to look, as kept in the browser alone (看得更清楚). */
(() => {
  'use strict';
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem('look-' + name) || ''; } catch { return ''; } };
  root.classList.add('js');
  for (const name of ['theme', 'contrast', 'easy']) if (kept(name)) root.dataset[name] = kept(name);
})();
