/* What this browser keeps of conversations. Each turn has a key of its own, so that tabs and windows add beside each other:
   none reads a list, changes it and writes it back over what another has written meanwhile.
   A turn: {id, talk, q, state, a, note, alone}; state is asked, done, failed or stopped. Ids begin with the time, so they sort. */
const MOST_TURNS = 40; // of a conversation; as many as the server takes in one file
const store = (() => {
  const memory = new Map(); // where the browser keeps nothing (private windows of some)
  let warned = false;
  const disk = {
    get(key) { try { return localStorage.getItem(key); } catch { return memory.get(key) ?? null; } },
    keys() { try { return Object.keys(localStorage); } catch { return [...memory.keys()]; } },
    set(key, text) {
      try { localStorage.setItem(key, text); return; } catch { memory.set(key, text); }
      if (!warned) { warned = true; site.tell('浏览器没有空间保存对话了：这一轮关掉页面就没有了。可以删除几个旧对话。'); }
    },
    drop(key) { memory.delete(key); try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
  };
  const read = (key) => { try { return JSON.parse(disk.get(key)); } catch { return null; } };
  const TURN = 'chat-turn/', NAME = 'chat-name/';
  const keyOf = (turn) => `${TURN}${turn.talk}/${turn.id}`;
  const keysOf = (talk) => disk.keys().filter((key) => key.startsWith(`${TURN}${talk}/`)).sort();
  const sound = (turn) => Boolean(turn) && typeof turn.q === 'string' && /^[\w-]{1,40}$/.test(turn.id) && /^[\w-]{1,40}$/.test(turn.talk);

  return {
    id: () => Date.now().toString(36).padStart(9, '0') + '-' + Math.random().toString(36).slice(2, 8),
    put(turn) { disk.set(keyOf(turn), JSON.stringify(turn)); },
    has: (turn) => disk.get(keyOf(turn)) !== null,
    turns: (talk) => keysOf(talk).map(read).filter(sound),
    /** The conversations, the newest first: id, name, how many turns. */
    talks() {
      const found = new Map();
      for (const key of disk.keys().filter((name) => name.startsWith(TURN)).sort()) {
        const [, talk] = key.split('/');
        if (!found.has(talk)) found.set(talk, {id: talk, first: key, turns: 0});
        const row = found.get(talk);
        row.turns += 1; row.last = key.split('/')[2];
      }
      for (const row of found.values()) row.name = disk.get(NAME + row.id) || (read(row.first) || {}).q || '（未命名）';
      return [...found.values()].sort((a, b) => (a.last < b.last ? 1 : -1));
    },
    name(talk, name) { if (name) disk.set(NAME + talk, name); else disk.drop(NAME + talk); },
    /** Remove a conversation; what is returned puts it back. */
    remove(talk) {
      const rows = [...keysOf(talk), NAME + talk].map((key) => [key, disk.get(key)]).filter(([, text]) => text !== null);
      for (const [key] of rows) disk.drop(key);
      return () => { for (const [key, text] of rows) disk.set(key, text); };
    },
    /** Call ``changed(talk, turn id)`` when another tab has written or removed something. */
    watch(changed) {
      addEventListener('storage', (event) => {
        const [, talk, turn] = event.key === null ? ['', '', ''] : event.key.split('/');
        if (event.key === null || event.key.startsWith(TURN) || event.key.startsWith(NAME)) changed(talk, turn);
      });
    },
    turn: (talk, id) => read(`${TURN}${talk}/${id}`),
  };
})();
try { localStorage.removeItem('ip-policy-history'); } catch { /* the one list of an earlier version, which no page reads */ }
/* What belongs to one tab alone: the conversation that it shows, and what is being typed. */
const tab = {
  get(name) { try { return sessionStorage.getItem('chat-' + name) || ''; } catch { return ''; } },
  set(name, text) { try { sessionStorage.setItem('chat-' + name, text); } catch { /* not kept then */ } },
};
