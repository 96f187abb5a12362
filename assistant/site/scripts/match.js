/* 政策匹配: the choices are kept in this browser where the reader asks for it, and nowhere else. */
(() => {
  'use strict';
  const form = document.getElementById('match-form'), keep = document.getElementById('match-remember');
  if (!form || !keep) return;
  const KEY = 'match-choices';
  const read = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const write = (text) => { try { if (text === null) localStorage.removeItem(KEY); else localStorage.setItem(KEY, text); } catch { /* no storage: nothing is kept */ } };
  const chosen = () => {
    const data = new URLSearchParams(new FormData(form));
    data.delete('doc');
    return data.toString();
  };
  const kept = read();
  keep.checked = kept !== null;
  if (kept !== null && !location.search) {
    for (const [name, value] of new URLSearchParams(kept)) {
      for (const field of form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (field.type === 'checkbox') { if (field.value === value) field.checked = true; } else field.value = value;
      }
    }
  }
  keep.addEventListener('change', () => write(keep.checked ? chosen() : null));
  form.addEventListener('change', () => { if (keep.checked) write(chosen()); });
})();
