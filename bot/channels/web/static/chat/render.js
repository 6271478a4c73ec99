// One message of the conversation as DOM nodes: bubbles, cards, buttons.

import { block, blocks, inline, unescaped, words } from "./markup.js";

export function make(tag, fields = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(fields)) {
    if (name === "class") node.className = value;
    else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== null) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const HEADS = {
  review: ["file", "Xem lại trước khi gửi"],
  receipt: ["check", "Đã ghi nhận"],
  status: ["file", "Tin về hồ sơ"],
};
const CODE = /\*\*([0-9A-Z]{2,}(?:[-.\u2011 ][0-9A-Z]{2,})+|[0-9A-Z]{6,})\*\*/;
const TITLE = /^\*\*([^*\n]+)\*\*\n+/;
const ROW = /^(?:\*\*(.{1,80}?)\*\*\s*:?|([^:*]{1,80}):)\s+(.+)$/;
const HINT = /^(Vì sao hỏi|Ví dụ):\s*(.*)$/;

export function botMessage(message, act) {
  const li = make("li", { class: `bot ${message.kind}` });
  li.dataset.id = message.id;
  const bubble = make("div", { class: "bubble" }, make("span", { class: "hidden" }, "Một Cửa: "));
  const head = HEADS[message.kind];
  let text = message.text;
  if (head) {
    li.classList.add("card");
    const title = TITLE.exec(text);
    if (title) text = text.slice(title[0].length);
    bubble.append(make("p", { class: "card-head" }, icon(head[0]), inline(title ? title[1] : head[1], make("span"))));
  }
  if (message.kind === "question" && message.progress) {
    bubble.append(make("p", { class: "chip" }, `Bước ${message.progress.step}/${message.progress.of}`));
  }
  const code = message.kind === "receipt" && CODE.exec(message.text);
  if (code) {
    bubble.append(codeBox(code[1], act));
    text = text.replace(/^[^\n*]*:\s*\*\*[0-9A-Z.\u2011-]+\*\*\n/m, ""); // the box says it, larger
  }
  bubble.append(message.kind === "question" ? questionWords(text) : cardWords(text, message.kind === "review"));
  if (message.attachments.length) {
    bubble.append(make("div", { class: "tools" }, ...message.attachments.map((one) =>
      make("button", { type: "button", class: "tool", onclick: () => act.download(one) }, icon("download"), attachmentLabel(one.name)))));
  }
  li.append(bubble);
  if (message.kind === "question" && /gửi ảnh hoặc tệp|gửi tiếp/i.test(message.text)) li.append(fileButton(act, message.choices.some((one) => one.value.startsWith("d:"))));
  if (message.choices.length) li.append(message.kind === "rating" && isScale(message.choices) ? scores(message, act) : choices(message, act));
  return li;
}

function attachmentLabel(name) {
  return /\.txt$/i.test(name) ? "Tải phiếu về máy" : `Tải ${name}`;
}

function codeBox(code, act) {
  const copy = make("button", { type: "button", class: "tool" }, icon("copy"), make("span", { "aria-live": "polite" }, "Chép mã"));
  copy.addEventListener("click", () => act.copy(code, copy.lastChild));
  return make("div", { class: "code" }, make("div", {}, make("p", { class: "hint" }, "Mã hồ sơ chuẩn bị"), make("output", { "aria-label": "Mã hồ sơ chuẩn bị" }, code)), copy);
}

// Guidance and review arrive as lists of "label: words"; shown as rows, so that a long card can be read at a glance.
function cardWords(text, review) {
  const div = make("div", { class: "words" });
  let guide = false, titled = null;
  for (const one of blocks(text)) {
    const listed = one.kind === "ul" ? review || one.lines.length > 2 : one.kind === "ol" && review;
    const rows = listed ? one.lines.map((line) => ROW.exec(line)) : [];
    if (rows.length && rows.every((row) => row && (review || row[1]))) {
      div.append(make("dl", { class: "rows" }, ...rows.map(([, bold, bare, value], n) =>
        make("div", {}, inline(`${one.kind === "ol" ? `${one.start + n}. ` : ""}${(bold || bare).replace(/:$/, "")}`, make("dt")), review ? inline(value, make("dd")) : parts(value)))));
      if (!review) guide = true;
    } else {
      const node = block(one);
      if (!titled && /^\*\*[^*]+\*\*$/.test(one.lines.join("\n"))) { titled = node; }
      div.append(node);
    }
  }
  if (guide && titled) titled.className = "title";
  return div;
}

const capital = (text) => text[0].toLocaleUpperCase("vi") + text.slice(1);

// "a; b; c" in a guidance row: each on its own line, but never inside brackets. The bracket of "a)" closes none.
function pieces(value) {
  const found = [""];
  let depth = 0;
  for (const piece of value.split(/(;\s+|[()])/)) {
    if (piece === "(") depth += 1;
    if (piece === ")") depth = Math.max(0, depth - 1);
    if (!depth && /^;\s/.test(piece)) found.push("");
    else found[found.length - 1] += piece;
  }
  return found.filter(Boolean);
}

function parts(value) {
  const found = pieces(value);
  if (found.length < 2) return inline(capital(value), make("dd"));
  return make("dd", {}, ...found.map((one) => inline(capital(one), make("span", { class: "part" }))));
}

function questionWords(text) {
  const div = make("div", { class: "words" });
  for (const one of blocks(text)) {
    if (one.kind !== "p" || !one.lines.some((line) => HINT.test(line))) { div.append(block(one)); continue; }
    for (const line of one.lines) {
      const hint = HINT.exec(line);
      const p = make("p", { class: hint ? "hint" : "" });
      if (hint) p.append(make("span", { class: "hint-name" }, `${hint[1]}: `), inline(hint[2], make("span")));
      else inline(line, p);
      div.append(p);
    }
  }
  return div;
}

function isScale(list) {
  return list.length >= 5 && list.slice(0, 5).every((one, n) => one.label.includes(String(n + 1)) || one.label.includes(String(5 - n)));
}

function pressable(message, choice, act, ...inside) {
  const button = make("button", { type: "button" }, ...inside);
  button.dataset.value = choice.value;
  button.addEventListener("click", () => act.choose(message, choice));
  return button;
}

function scores(message, act) {
  const five = message.choices.slice(0, 5);
  const rest = message.choices.slice(5);
  const group = make("div", { class: "scores", role: "group", "aria-label": "Chọn mức hài lòng" }, ...five.map((choice) => {
    const number = /[1-5]/.exec(choice.label)[0];
    const label = choice.label.replace(/^[^\p{L}]*[1-5][^\p{L}]*|[^\p{L}]*[1-5][^\p{L}]*$/gu, "") || choice.label;
    return pressable(message, choice, act, make("b", {}, number), make("span", {}, label));
  }));
  return rest.length ? make("div", {}, group, choices({ ...message, choices: rest }, act)) : group;
}

// How weighty a button looks, by the verb its value starts with; an unknown verb is an ordinary button.
const WEIGHT = { s: "first", d: "first", rd: "first", i: "small", da: "small", o: "quiet", z: "quiet", rx: "quiet", rt: "quiet" };
const ANSWERS = new Set(["a", "t", "d", "dc", "rf", "rd", "rm", "k", "y"]);

// A person to turn to is a quiet button beside other ways on, and a real one where there is no other.
function weight(choice, message) {
  const own = weightAlone(choice, message);
  if (own !== "quiet" || choice.value.split(":", 1)[0] !== "o") return own;
  return message.choices.some((one) => weightAlone(one, message) !== "quiet") ? "quiet" : "";
}

function weightAlone(choice, message) {
  const verb = choice.value.split(":", 1)[0];
  if (message.kind === "question" && !ANSWERS.has(verb) && message.choices.some((one) => ANSWERS.has(one.value.split(":", 1)[0]))) return "quiet";
  if (message.kind === "question" && NAVIGATION.has(choice.label)) return "quiet";
  return WEIGHT[verb] || "";
}

const NAVIGATION = new Set(["Quay lại", "Để sau", "Bỏ qua"]);

function choices(message, act) {
  const group = make("div", { class: `choices${message.kind === "question" ? " answers" : ""}`, role: "group", "aria-label": "Lựa chọn" });
  const labels = message.choices.filter((one) => weight(one, message) === "");
  const stacked = labels.length > 1 && (labels.length > 4 || labels.some((one) => one.label.length > 24));
  message.choices.forEach((choice) => {
    const button = pressable(message, choice, act, choice.label);
    const heavy = weight(choice, message);
    if (heavy) button.classList.add(heavy);
    if ((stacked && !heavy) || heavy === "first") button.classList.add("full");
    group.append(button);
  });
  if (message.kind === "review" && message.choices[0].value.startsWith("sb:")) group.firstChild.classList.add("first");
  return group;
}

function fileButton(act, more) {
  return make("div", { class: "choices" }, make("button", { type: "button", class: more ? "full" : "first full", onclick: () => act.attach() }, icon("camera"), "Chụp hoặc chọn tệp"));
}

export function mine(entry, act) {
  const li = make("li", { class: `mine${entry.state === "failed" ? " failed" : ""}` });
  li.dataset.id = entry.id;
  if (entry.upload) li.append(uploadCard(entry, act));
  else li.append(make("div", { class: "bubble" }, make("span", { class: "hidden" }, "Anh/chị: "), entry.shown));
  if (entry.upload) return li;
  if (entry.state === "waiting") li.append(make("p", { class: "state" }, "Chưa gửi được, sẽ tự gửi lại"));
  if (entry.state === "failed") {
    li.append(make("p", { class: "state" }, entry.problem || "Chưa gửi được",
      make("button", { type: "button", class: "again", onclick: () => act.rewrite(entry) }, "Sửa rồi gửi lại")));
  }
  return li;
}

function size(bytes) {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1).replace(".", ",")} MB`;
}

function uploadCard(entry, act) {
  const { name, bytes, state, part, problem, preview } = entry.upload;
  const words = { sending: `Đang gửi ${Math.round((part || 0) * 100)}% · ${size(bytes)}`, done: `Đã gửi · ${size(bytes)}`, bad: problem || "Chưa gửi được" };
  const card = make("div", { class: `upload ${state}` },
    make("div", { class: "upload-line" },
      preview ? make("img", { src: preview, alt: "" }) : icon(state === "done" ? "check" : "file"),
      make("div", { class: "upload-name" }, make("b", {}, name), make("span", {}, words[state]))));
  if (state === "sending") card.append(make("progress", { max: 1, value: part || 0, "aria-label": `Đang gửi ${name}` }));
  if (state === "bad" && entry.upload.again) card.append(make("button", { type: "button", class: "tool", onclick: () => act.resend(entry) }, "Gửi lại"));
  return card;
}

export function dayLine(at) {
  const date = new Date(at);
  const today = new Date();
  const same = date.toDateString() === today.toDateString();
  const words = date.toLocaleDateString("vi-VN", { weekday: "long", day: "2-digit", month: "2-digit", year: "numeric" });
  return make("li", { class: "day" }, same ? "Hôm nay" : words);
}

export { unescaped };
