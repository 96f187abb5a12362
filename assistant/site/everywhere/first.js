/* The plain form of the chat's page gives way to the chat once that is there, and hands over what was typed. */
(() => {
  'use strict';
  const first = document.getElementById('first');
  if (!first) return;
  const typed = first.querySelector('textarea');
  const give = (box) => {
    const text = typed.value, focused = document.activeElement === typed, at = typed.selectionStart;
    if (text) {
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(box, text);
      box.dispatchEvent(new Event('input', {bubbles: true}));
    }
    first.remove();
    if (focused) { box.focus(); box.setSelectionRange(at, at); }
  };
  const look = () => {
    const box = document.querySelector('#question textarea');
    if (!box) return;
    watch.disconnect();
    give(box);
  };
  const watch = new MutationObserver(look);
  watch.observe(document.querySelector('gradio-app'), {childList: true, subtree: true});
  look();
})();
