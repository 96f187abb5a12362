/* The browser's own voice: reads an answer or a page aloud, and takes a question that is spoken, where the browser can. Nothing of
   it passes this site, but for the words that were understood. */
(() => {
  'use strict';
  const READABLE = '[data-read]';
  const speech = window.speechSynthesis && window.SpeechSynthesisUtterance ? window.speechSynthesis : null;
  const Hearing = window.SpeechRecognition || window.webkitSpeechRecognition;
  const LONGEST = 160; // characters at once: some voices fall silent in the middle of more
  let reading = null; // the button whose part is being read

  const button = (css, text) => {
    const made = document.createElement('button');
    made.type = 'button'; made.className = css; made.textContent = text;
    return made;
  };
  /* From the place that the address names to the end of the part, or all of it. */
  const begun = (part) => {
    const name = location.hash.slice(1), place = name && part.querySelector('#' + CSS.escape(name));
    const range = document.createRange(), copy = document.createElement('div');
    range.selectNodeContents(part);
    if (place) range.setStartBefore(place);
    copy.append(range.cloneContents());
    return copy;
  };
  const words = (part) => { // as an ear wants it: no buttons, no marks, no forms
    const copy = begun(part);
    for (const silent of copy.querySelectorAll('button, form, nav, .mark, .acts, .r-self, .tools, .sr, [aria-hidden], details:not([open])')) silent.remove();
    for (const block of copy.querySelectorAll('p, li, h1, h2, h3, h4, dt, dd, blockquote, td, th')) block.append('。');
    return copy.textContent.replace(/\s+/g, ' ').replace(/([。！？；，：])[。\s]+/g, '$1').trim();
  };
  const pieces = (text) => {
    const made = [];
    for (const sentence of text.split(/(?<=[。！？；])/)) {
      if (made.length && (made.at(-1) + sentence).length <= LONGEST) made[made.length - 1] += sentence;
      else for (let at = 0; at < sentence.length; at += LONGEST) made.push(sentence.slice(at, at + LONGEST));
    }
    return made;
  };
  function quiet() {
    speech.cancel();
    if (reading) { reading.textContent = '朗读'; reading.setAttribute('aria-pressed', 'false'); }
    reading = null;
  }
  function read(part, from) {
    const again = reading === from;
    quiet();
    if (again) return;
    reading = from;
    from.textContent = '停止朗读'; from.setAttribute('aria-pressed', 'true');
    const voice = speech.getVoices().find((one) => /^zh([-_]CN)?/i.test(one.lang));
    const said = pieces(words(part)).map((text) => {
      const made = new SpeechSynthesisUtterance(text);
      made.lang = 'zh-CN';
      if (voice) made.voice = voice;
      return made;
    });
    if (!said.length) { quiet(); return; }
    said.at(-1).onend = said.at(-1).onerror = () => { if (reading === from) quiet(); };
    for (const one of said) speech.speak(one);
  }
  function offerReading() {
    if (!speech || !speech.getVoices().some((one) => /^zh/i.test(one.lang))) return;
    for (const part of document.querySelectorAll(READABLE)) {
      if (part.querySelector('.read-aloud')) continue;
      const made = button('tool read-aloud', '朗读');
      made.setAttribute('aria-pressed', 'false');
      made.addEventListener('click', () => read(part, made));
      const tools = part.querySelector('.tools, .acts:last-child');
      if (tools) tools.prepend(made); else part.prepend(made);
    }
  }

  /* ---- a spoken question ---- */
  const AGREED = 'voice-agreed';
  const WARNING = '语音由浏览器识别，声音可能会发送给浏览器的开发者；本站只收到识别出的文字。请不要说出个人信息。\n\n要使用语音输入吗？';
  const agreed = () => { try { return localStorage.getItem(AGREED) === 'yes'; } catch { return false; } };
  function agree() {
    if (agreed()) return true;
    if (!confirm(WARNING)) return false;
    try { localStorage.setItem(AGREED, 'yes'); } catch { /* it is asked again next time */ }
    return true;
  }
  function write(box, text) {
    const proto = box.tagName === 'TEXTAREA' ? HTMLTextAreaElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(proto.prototype, 'value').set.call(box, text);
    box.dispatchEvent(new Event('input', {bubbles: true}));
  }
  function listen(box, from) {
    if (from.hearing) { from.hearing.stop(); return; }
    if (!agree()) return;
    const hearing = new Hearing(), before = box.value;
    hearing.lang = 'zh-CN'; hearing.interimResults = true;
    hearing.onresult = (event) => write(box, before + [...event.results].map((one) => one[0].transcript).join(''));
    hearing.onerror = (event) => { from.nextElementSibling.textContent = event.error === 'not-allowed' ? '浏览器没有允许使用麦克风。' : event.error === 'no-speech' ? '没有听到声音，请再试。' : '语音识别没有成功，请打字输入。'; };
    hearing.onend = () => { from.hearing = null; from.textContent = '语音输入'; from.setAttribute('aria-pressed', 'false'); box.focus(); };
    from.hearing = hearing; from.nextElementSibling.textContent = '';
    from.textContent = '说完了'; from.setAttribute('aria-pressed', 'true');
    hearing.start();
  }
  function offerHearing() {
    if (!Hearing) return;
    for (const box of document.querySelectorAll('[data-speak], #question textarea')) {
      if (box.dataset.heard) continue;
      box.dataset.heard = '1';
      const row = document.createElement('div'), made = button('tool speak', '语音输入'), said = document.createElement('span');
      row.className = 'voice'; said.setAttribute('role', 'status'); said.className = 'hint';
      made.setAttribute('aria-pressed', 'false');
      made.addEventListener('click', () => listen(box, made));
      row.append(made, said);
      const place = box.closest('#composer, form') || box;
      place.after(row);
    }
  }
  const offer = () => { offerReading(); offerHearing(); };
  offer();
  if (speech) { speech.addEventListener('voiceschanged', offer); addEventListener('pagehide', () => speech.cancel()); }
  if (document.querySelector('gradio-app')) new MutationObserver(offer).observe(document.body, {childList: true, subtree: true});
})();
