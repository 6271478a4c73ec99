// Files: the limits are told before choosing, each file shows its own progress and result, nothing looks sent that is not.

import { api, freshId, Refused } from "./api.js";
import { memory } from "./memory.js";

const TAKEN = /\.(jpe?g|png|webp|hei[cf]|pdf|docx)$/i;
const waiting = new Map(); // id -> File, only while this page lives
let line = Promise.resolve();

export function sendFiles(list, page) {
  const most = Number(document.body.dataset.maxBytes);
  for (const file of list) {
    const entry = { from: "me", id: freshId(), at: new Date().toISOString(), upload: { name: file.name || "Ảnh chụp", bytes: file.size, state: "sending", part: 0 } };
    const refused = reason(file, most);
    if (refused) Object.assign(entry.upload, { state: "bad", problem: refused });
    else if (file.type.startsWith("image/") && !/hei[cf]/.test(file.type)) entry.upload.preview = URL.createObjectURL(file);
    memory.said(entry);
    page.show(entry);
    if (refused) continue;
    waiting.set(entry.id, file);
    line = line.then(() => send(entry, page));
  }
}

export function resend(entry, page) {
  update(entry, { state: "sending", part: 0, problem: undefined }, page);
  line = line.then(() => send(entry, page));
}

// A file chosen before a reload is gone from the page; say so instead of pretending.
export function forgetHalfSent() {
  for (const entry of memory.log) {
    if (!entry.upload) continue;
    delete entry.upload.preview;
    delete entry.upload.again;
    if (entry.upload.state === "sending") Object.assign(entry.upload, { state: "bad", problem: "Chưa gửi xong. Anh/chị chọn lại tệp này giúp." });
  }
}

function reason(file, most) {
  if (!file.size) return "Tệp này trống. Anh/chị chọn lại tệp khác giúp.";
  if (file.size > most) return `Tệp lớn quá ${Math.floor(most / 1024 / 1024)} MB. Anh/chị chụp lại ở cỡ nhỏ hơn giúp.`;
  if (!file.type.startsWith("image/") && !TAKEN.test(file.name)) return "Chỉ nhận ảnh, PDF hoặc DOCX. Anh/chị có thể chụp ảnh giấy tờ rồi gửi.";
  return "";
}

async function send(entry, page) {
  const file = waiting.get(entry.id);
  try {
    await page.ready();
    const answer = await api.upload(entry.id, file, (part) => update(entry, { part }, page));
    waiting.delete(entry.id);
    update(entry, { state: "done", part: 1 }, page);
    page.heard(answer.messages);
  } catch (error) {
    const known = error instanceof Refused && error.status < 500 && error.status !== 429;
    update(entry, { state: "bad", again: !known, problem: known ? error.message : "Mạng bị ngắt khi đang gửi. Tệp chưa đến nơi." }, page);
  }
}

function update(entry, fields, page) {
  Object.assign(entry.upload, fields);
  memory.mark(entry.id, { upload: entry.upload });
  page.redraw(entry);
}
