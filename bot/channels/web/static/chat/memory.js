// What this device remembers: the conversation's token, what was said, what is not sent yet, what is being typed.

const NAME = "motcua.v1";
const MOST = 200;
const empty = () => ({ token: null, last: 0, log: [], outbox: [], typing: "" });

let kept = read();

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(NAME) || "null");
    return found && typeof found === "object" ? { ...empty(), ...found } : empty();
  } catch {
    return empty();
  }
}

function write() {
  try {
    kept.log = kept.log.slice(-MOST);
    localStorage.setItem(NAME, JSON.stringify(kept));
  } catch {
    // Storage is full or forbidden (private mode): the conversation still works, it is only not remembered here.
  }
}

export const memory = {
  get token() { return kept.token; },
  set token(value) { kept.token = value; write(); },
  get last() { return kept.last; },
  get log() { return kept.log; },
  get outbox() { return kept.outbox; },
  get typing() { return kept.typing; },
  set typing(value) { kept.typing = value; write(); },
  heard(message) {
    if (kept.log.some((one) => one.from === "bot" && one.message.id === message.id)) return false;
    kept.log.push({ from: "bot", message });
    kept.last = Math.max(kept.last, message.id);
    write();
    return true;
  },
  skip(message) { kept.last = Math.max(kept.last, message.id); write(); },
  said(entry) { kept.log.push(entry); write(); },
  queue(item) { kept.outbox.push(item); write(); },
  unqueue(id) { kept.outbox = kept.outbox.filter((item) => item.id !== id); write(); },
  mark(id, fields) {
    const entry = kept.log.find((one) => one.id === id);
    if (entry) { Object.assign(entry, fields); write(); }
  },
  pressed(message, value) {
    const entry = kept.log.find((one) => one.from === "bot" && one.message.id === message);
    if (entry) { entry.pressed = value; write(); }
  },
  restart() { kept.token = null; kept.last = 0; write(); },
  forget() { kept = empty(); try { localStorage.removeItem(NAME); } catch { /* nothing kept, nothing to forget */ } },
  reread() { kept = read(); },
  name: NAME,
};
