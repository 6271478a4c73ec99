// The page's conductor: what the citizen does goes into the outbox and leaves it once; what comes back is shown once.

import { api, freshId, Refused } from "./api.js";
import { forgetHalfSent, resend, sendFiles } from "./files.js";
import { memory } from "./memory.js";
import { botMessage, dayLine, make, mine } from "./render.js";

const $ = (id) => document.getElementById(id);
const log = $("log"), scroller = $("scroll"), say = $("say"), composer = $("composer");
const MOTION = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
let pumping = false, waitMs = 0, wake = null, stream = null, typingTimer = 0;

const act = {
  choose(message, choice) {
    memory.pressed(message.id, choice.value);
    submit({ choice: choice.value }, choice.label);
  },
  rewrite(entry) { say.value = entry.shown; typed(); say.focus(); },
  attach: () => $("files").showModal(),
  resend: (entry) => resend(entry, page),
  async copy(code, words) {
    try { await navigator.clipboard.writeText(code); words.textContent = "Đã chép"; }
    catch { // Plain http on an office network has no clipboard: select it, so that one touch copies.
      getSelection().selectAllChildren(words.closest(".code").querySelector("output"));
      words.textContent = "Đã bôi đen, anh/chị sao chép";
    }
  },
  async download(one) {
    try {
      const link = make("a", { href: URL.createObjectURL(await api.file(one.url)), download: one.name });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 30000);
    } catch { net("Chưa tải được phiếu. Anh/chị thử lại giúp."); setTimeout(() => net(""), 5000); }
  },
};

const page = { show: (entry) => append(entry), redraw: redraw, heard: heard, ready: ensureSession };

// --- showing

function draw(entry) {
  return entry.from === "bot" ? botMessage(entry.message, act) : mine(entry, act);
}

function append(entry, quiet = false) {
  const at = entry.from === "bot" ? entry.message.at : entry.at;
  const day = at && new Date(at).toDateString();
  if (day && log.dataset.day && log.dataset.day !== day) log.append(dayLine(at));
  if (day) log.dataset.day = day;
  const node = draw(entry);
  if (entry.from === "bot" && log.lastElementChild?.classList.contains("bot")) node.classList.add("follow");
  log.append(node);
  $("welcome").hidden = true;
  settle();
  if (!quiet) reveal(node);
}

function redraw(entry) {
  const old = log.querySelector(`li.mine[data-id="${CSS.escape(entry.id)}"]`);
  if (old) old.replaceWith(mine(entry, act));
}

function drawAll() {
  $("live").setAttribute("aria-live", "off");
  log.replaceChildren();
  delete log.dataset.day;
  for (const entry of memory.log) append(entry, true);
  $("welcome").hidden = memory.log.length > 0;
  settle();
  scroller.scrollTop = memory.log.length ? scroller.scrollHeight : 0;
  setTimeout(() => $("live").setAttribute("aria-live", "polite"), 500);
}

function lastWhere(list, holds) {
  for (let n = list.length - 1; n >= 0; n--) if (holds(list[n])) return n;
  return -1;
}

// Buttons above the citizen's last words become quiet; they keep working, because the server knows what they meant.
function settle() {
  const items = [...log.children];
  const last = lastWhere(items, (item) => item.classList.contains("mine"));
  const pressed = new Map(memory.log.filter((one) => one.pressed).map((one) => [String(one.message.id), one.pressed]));
  items.forEach((item, n) => {
    if (!item.classList.contains("bot")) return;
    item.classList.toggle("past", n < last);
    const value = pressed.get(item.dataset.id);
    if (value) for (const button of item.querySelectorAll("button[data-value]")) button.setAttribute("aria-pressed", String(button.dataset.value === value));
  });
  const current = memory.log.slice(lastWhere(memory.log, (one) => one.from === "me") + 1);
  const told = [...(current.length ? current : memory.log)].reverse().find((one) => one.from === "bot" && (one.message.progress || one.message.kind === "receipt"));
  const progress = told && told.message.kind !== "receipt" && told.message.progress;
  $("step").hidden = !progress;
  if (progress) {
    $("step-words").textContent = told.message.kind === "review" ? `Xem lại: bước ${progress.step}/${progress.of}` : `Bước ${progress.step}/${progress.of}`;
    $("step-bar").max = progress.of;
    $("step-bar").value = progress.step;
  }
}

const nearEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 120;

function reveal(node) {
  const first = node.classList.contains("mine") ? node : firstOfAnswer(node);
  const room = scroller.clientHeight;
  const height = $("end").getBoundingClientRect().bottom - first.getBoundingClientRect().top;
  // A long answer is shown from its beginning, not from its end.
  if (height > room - 24) scroller.scrollTo({ top: scroller.scrollTop + first.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 12, behavior: MOTION });
  else scroller.scrollTo({ top: scroller.scrollHeight, behavior: MOTION });
}

function firstOfAnswer(node) {
  let first = node;
  while (first.previousElementSibling?.classList.contains("bot")) first = first.previousElementSibling;
  const asked = first.previousElementSibling;
  return asked?.classList.contains("mine") && asked.offsetHeight < 140 ? asked : first;
}

function heard(messages) {
  for (const message of messages) if (memory.heard(message)) append({ from: "bot", message });
}

function net(words) { $("net").textContent = words; $("net").hidden = !words; }

function typing(on) {
  clearTimeout(typingTimer);
  if (on) typingTimer = setTimeout(() => { $("typing").hidden = false; if (nearEnd()) scroller.scrollTop = scroller.scrollHeight; }, 350);
  else $("typing").hidden = true;
}

// --- sending

function submit(what, shown) {
  const id = freshId();
  const entry = { from: "me", id, shown, at: new Date().toISOString(), state: "sending" };
  memory.said(entry);
  memory.queue({ id, ...what });
  append(entry);
  pump();
}

async function ensureSession(start) {
  if (memory.token) return null;
  const opened = await api.open(start);
  memory.token = opened.token;
  if (!start) opened.messages.forEach((message) => memory.skip(message)); // the page itself has greeted already
  listen();
  return opened.messages;
}

async function pump() {
  if (pumping) { wake?.(); return; }
  pumping = true;
  typing(true);
  let strays = 0;
  while (memory.outbox.length) {
    const item = memory.outbox[0];
    try {
      const opened = await ensureSession(item.start);
      const answer = opened && item.start ? { messages: opened } : await api.send(item);
      memory.unqueue(item.id);
      memory.mark(item.id, { state: "sent" });
      const entry = memory.log.find((one) => one.id === item.id);
      if (entry) redraw(entry);
      waitMs = 0;
      net("");
      heard(answer.messages);
    } catch (error) {
      if (error instanceof Refused && error.status === 401 && strays++ < 2) { memory.restart(); stream?.abort(); stream = null; continue; }
      if (error instanceof Refused && error.status < 500 && error.status !== 429) { fail(item, error.message); continue; }
      await pause(item);
    }
  }
  pumping = false;
  typing(false);
}

function fail(item, problem) {
  memory.unqueue(item.id);
  memory.mark(item.id, { state: "failed", problem });
  const entry = memory.log.find((one) => one.id === item.id);
  if (entry) redraw(entry);
}

async function pause(item) {
  waitMs = Math.min(30000, waitMs ? waitMs * 2 : 1500);
  memory.mark(item.id, { state: "waiting" });
  const entry = memory.log.find((one) => one.id === item.id);
  if (entry) redraw(entry);
  typing(false);
  net("Mất kết nối. Tin của anh/chị được giữ lại và sẽ tự gửi khi có mạng.");
  await new Promise((resolve) => { wake = resolve; setTimeout(resolve, waitMs); });
  wake = null;
  typing(true);
}

// --- listening

async function listen() {
  if (stream || !memory.token) return;
  stream = new AbortController();
  const mine = stream;
  let wait = 1000;
  while (stream === mine && memory.token) {
    const began = Date.now();
    try { await api.listen((message) => heard([message]), mine.signal); }
    catch (error) { if (error instanceof Refused && error.status === 401) break; }
    if (Date.now() - began > 20000) wait = 1000;
    await new Promise((resolve) => setTimeout(resolve, wait));
    wait = Math.min(60000, wait * 2);
  }
}

// Several servers share one database: a message said on another one is found by asking.
async function catchUp() {
  if (!memory.token || pumping) return;
  try { heard((await api.missed(memory.last)).messages); if (!memory.outbox.length) net(""); }
  catch { /* the next round, or the citizen's next message, finds out */ }
}

// --- the citizen's hands

function typed() {
  say.style.height = "auto";
  say.style.height = `${say.scrollHeight + 3}px`;
  $("send").setAttribute("aria-disabled", String(!say.value.trim()));
  memory.typing = say.value;
}

say.addEventListener("input", typed);
say.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); composer.requestSubmit(); }
});
composer.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = say.value.trim();
  if (!text) { say.focus(); return; }
  say.value = "";
  typed();
  submit({ text }, text);
});
document.querySelectorAll("[data-start]").forEach((button) => button.addEventListener("click", () => submit({ start: button.dataset.start }, button.textContent.trim())));

$("attach").addEventListener("click", () => $("files").showModal());
for (const input of [$("camera"), $("gallery")]) {
  input.addEventListener("change", () => { $("files").close(); sendFiles([...input.files], page); input.value = ""; });
}
scroller.addEventListener("dragover", (event) => { event.preventDefault(); scroller.classList.add("drop"); });
scroller.addEventListener("dragleave", () => scroller.classList.remove("drop"));
scroller.addEventListener("drop", (event) => { event.preventDefault(); scroller.classList.remove("drop"); sendFiles([...event.dataTransfer.files], page); });
say.addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); sendFiles([...event.clipboardData.files], page); } });
scroller.addEventListener("scroll", () => { $("jump").hidden = nearEnd() || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 500; }, { passive: true });
$("jump").addEventListener("click", () => scroller.scrollTo({ top: scroller.scrollHeight, behavior: MOTION }));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (!button) { if (event.target instanceof HTMLDialogElement) event.target.close(); return; }
  if (button.dataset.act === "menu") $("menu").showModal();
  if (button.dataset.act === "close") button.closest("dialog").close();
  if (button.dataset.act === "public") { $("menu").close(); submit({ text: "công khai" }, button.textContent.trim()); }
  if (button.dataset.act === "clear") { $("menu").close(); $("sure").showModal(); }
});
$("clear-now").addEventListener("click", () => {
  stream?.abort();
  stream = null;
  memory.forget();
  say.value = "";
  typed();
  net("");
  drawAll();
  scroller.scrollTop = 0;
  $("sure").close();
});

addEventListener("online", () => { wake?.(); catchUp(); });
addEventListener("offline", () => net("Máy đang không có mạng. Anh/chị cứ viết, tin sẽ tự gửi khi có mạng."));
document.addEventListener("visibilitychange", () => { if (!document.hidden) { wake?.(); catchUp(); } });
addEventListener("storage", (event) => { if (event.key === memory.name) { memory.reread(); drawAll(); } });
setInterval(() => { if (!document.hidden) catchUp(); }, 60000);

// --- beginning

function deepLink() {
  const path = /^\/([pf])\/([A-Za-z0-9_.-]{1,60})$/.exec(location.pathname);
  const asked = new URLSearchParams(location.search);
  if (path) return `${path[1]}_${path[1] === "p" ? path[2].replaceAll(".", "") : path[2]}`;
  if (asked.get("p")) return `p_${asked.get("p").replaceAll(".", "")}`;
  for (const kind of ["f", "r"]) if (asked.get(kind)) return `${kind}_${asked.get(kind)}`;
  return asked.get("start") || "";
}

$("menu-body").append(...[...$("about").childNodes].map((node) => node.cloneNode(true)));
forgetHalfSent();
drawAll();
say.value = memory.typing;
typed();
const link = deepLink();
if (link) {
  history.replaceState(null, "", "/");
  submit({ start: link }, link.startsWith("r_") ? "Đánh giá hồ sơ" : "Xem hướng dẫn");
}
if (memory.token) { listen(); catchUp(); }
if (memory.outbox.length) pump();
