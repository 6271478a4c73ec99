// Talking to the server: one request at a time, the same id on every retry, pushed messages over a streamed fetch.

import { memory } from "./memory.js";

export class Refused extends Error {
  constructor(status, error) {
    super((error && error.message) || "Máy chủ chưa nhận được. Anh/chị thử lại giúp.");
    this.status = status;
    this.code = (error && error.code) || "unknown";
  }
}

async function ask(method, path, body) {
  const headers = { Accept: "application/json" };
  if (memory.token) headers.Authorization = `Bearer ${memory.token}`;
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), cache: "no-store" });
  return understood(answer.status, await answer.text());
}

function understood(status, text) {
  let found = null;
  try { found = JSON.parse(text); } catch { /* a proxy's own page: treated as "not reached" below */ }
  if (status >= 200 && status < 300 && found) return found;
  throw new Refused(found || status < 500 ? status : 503, found && found.error);
}

export const api = {
  open: (start) => ask("POST", "/api/chat/session", start ? { start } : {}),
  send: ({ id, text, choice, start }) => ask("POST", "/api/chat/messages", { id, text, choice, start }),
  missed: (after) => ask("GET", `/api/chat/messages?after=${after}`),

  async file(url) {
    const answer = await fetch(url, { headers: { Authorization: `Bearer ${memory.token}` } });
    if (!answer.ok) throw new Refused(answer.status, null);
    return answer.blob();
  },

  // XMLHttpRequest, because fetch cannot tell how much of a file has left the phone.
  upload(id, file, progress) {
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open("POST", "/api/chat/uploads");
      request.setRequestHeader("Authorization", `Bearer ${memory.token}`);
      request.upload.onprogress = (event) => { if (event.lengthComputable) progress(event.loaded / event.total); };
      request.onload = () => { try { resolve(understood(request.status, request.responseText)); } catch (error) { reject(error); } };
      request.onerror = () => reject(new TypeError("network"));
      const form = new FormData();
      form.append("id", id);
      form.append("file", file, file.name);
      request.send(form);
    });
  },

  // The token travels in a header, never in an address, so EventSource cannot be used.
  async listen(heard, signal) {
    const answer = await fetch(`/api/chat/events?after=${memory.last}`, {
      headers: { Authorization: `Bearer ${memory.token}`, Accept: "text/event-stream" }, cache: "no-store", signal,
    });
    if (!answer.ok) throw new Refused(answer.status, null);
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value.replaceAll("\r\n", "\n");
      const parts = rest.split("\n\n");
      rest = parts.pop();
      for (const part of parts) {
        const fields = part.split("\n");
        const name = fields.find((line) => line.startsWith("event:"));
        const data = fields.filter((line) => line.startsWith("data:")).map((line) => line.slice(5).trimStart()).join("\n");
        if (name && name.slice(6).trim() === "message" && data) heard(JSON.parse(data));
      }
    }
  },
};

export function freshId() {
  return crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${[...crypto.getRandomValues(new Uint32Array(4))].join("-")}`;
}
