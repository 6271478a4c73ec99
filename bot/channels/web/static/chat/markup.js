// Light markup to DOM nodes: paragraphs, line breaks, lists, **bold**, _soft_, links. Text never passes through innerHTML.
// No look-behind in the pattern: telephones from before 2023 refuse the whole script over one.

const INLINE = /\\([\\`*_[\]<>#|~.+-])|\*\*(.+?)\*\*(?!\*)|(^|[^\p{L}\p{N}\\])_((?:\\.|[^_\\\n])+)_(?![\p{L}\p{N}])|\[((?:\\.|[^\]\\])+)\]\(((?:https?:|tel:|mailto:)[^\s)]+)\)|(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]])|\b(MC(?:-[0-9A-Z]{3,4}){3})\b/gu;

function link(href, words) {
  const a = document.createElement("a");
  a.href = href;
  if (href.startsWith("http")) { a.target = "_blank"; a.rel = "noopener noreferrer"; }
  a.append(words);
  return a;
}

// A dossier code is read aloud and copied: never broken over two lines.
function whole(code) {
  const span = document.createElement("span");
  span.className = "whole";
  span.append(code);
  return span;
}

export function inline(text, into) {
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    if (found.index > at) into.append(text.slice(at, found.index));
    at = found.index + found[0].length;
    if (found[1] !== undefined) into.append(found[1]);
    else if (found[2] !== undefined) into.append(inline(found[2], document.createElement("strong")));
    else if (found[4] !== undefined) into.append(found[3], inline(found[4], document.createElement("em")));
    else if (found[6] !== undefined) into.append(link(found[6], unescaped(found[5])));
    else if (found[8] !== undefined) into.append(whole(found[8]));
    else into.append(link(found[7], found[7].replace(/^https?:\/\/(www\.)?/, "")));
  }
  if (at < text.length) into.append(text.slice(at));
  return into;
}

export function unescaped(text) {
  return text.replace(/\\([\\`*_[\]<>#|~.+-])/g, "$1");
}

const BULLET = /^\s*[-•]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(.*)$/;

// Blocks as {kind: "p" | "ul" | "ol", lines: [...], start}, for the page's cards as well as for plain messages.
export function blocks(text) {
  const found = [];
  let open = null;
  for (const line of text.split("\n")) {
    const bullet = BULLET.exec(line);
    const number = NUMBER.exec(line);
    const kind = bullet ? "ul" : number ? "ol" : "p";
    if (!line.trim()) { open = null; continue; }
    if (!open || open.kind !== kind) {
      open = { kind, lines: [], start: number ? Number(number[1]) : 1 };
      found.push(open);
    }
    open.lines.push(bullet ? bullet[1] : number ? number[2] : line.replace(/^#{1,4}\s+(.*)$/, "**$1**"));
  }
  return found;
}

export function block(one) {
  const node = document.createElement(one.kind);
  if (one.kind === "p") {
    one.lines.forEach((line, n) => { if (n) node.append(document.createElement("br")); inline(line, node); });
    return node;
  }
  if (one.kind === "ol" && one.start !== 1) node.start = one.start;
  for (const line of one.lines) node.append(inline(line, document.createElement("li")));
  return node;
}

export function words(text) {
  const div = document.createElement("div");
  div.className = "words";
  for (const one of blocks(text)) div.append(block(one));
  return div;
}
