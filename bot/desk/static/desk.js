// Small comforts of the desk; every page works without them.

// A form is sent once, however often the button is pressed.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 8000);
});

// What the browser says about an empty or wrong field, in Vietnamese.
document.addEventListener("invalid", (event) => {
  const { validity, dataset, type, minLength } = event.target;
  if (validity.valueMissing) event.target.setCustomValidity(dataset.empty ?? (type === "radio" ? "Anh/chị chọn một mục." : "Chỗ này chưa ghi."));
  else if (validity.tooShort) event.target.setCustomValidity(`Cần ít nhất ${minLength} ký tự.`);
  else if (validity.patternMismatch) event.target.setCustomValidity("Chỉ gồm chữ thường không dấu, chữ số, dấu chấm, gạch.");
}, true);
document.addEventListener("input", (event) => {
  if (!event.target.form) return;
  for (const one of event.target.form.elements) if (one.name === event.target.name) one.setCustomValidity?.("");
});

document.querySelectorAll("form.filter select").forEach((select) => select.addEventListener("change", () => select.form.requestSubmit()));

// "Vì sao?" opens under its question; without this script it is a page of its own.
document.querySelectorAll("a[data-why]").forEach((link) => {
  let row = null;
  link.setAttribute("role", "button");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); link.click(); } });
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!row) {
      let answer;
      try { answer = await fetch(`${link.href}?part=1`); } catch { answer = null; }
      if (!answer?.ok || answer.redirected) { location.href = link.href; return; }
      if (row) return;
      row = document.createElement("tr");
      row.className = "why-row";
      row.hidden = true;
      const cell = row.insertCell();
      cell.colSpan = link.closest("tr").cells.length;
      cell.innerHTML = await answer.text(); // escaped and cleaned by the server
      link.closest("tr").after(row);
    }
    row.hidden = !row.hidden;
    link.setAttribute("aria-expanded", String(!row.hidden));
  });
});

// "Saved" is said once, not again after a reload.
if (new URLSearchParams(location.search).has("done")) {
  const address = new URL(location.href);
  address.searchParams.delete("done");
  history.replaceState(null, "", address);
}

// The content form: checked while typing, previewed, tried in a conversation that nobody else sees.
const form = document.querySelector("form[data-editor]");
if (form) {
  const base = form.dataset.editor;
  const state = document.getElementById("state");
  let timer = 0, round = 0;
  const inputs = [];

  const body = (more = {}) => { const data = new FormData(form); for (const [name, value] of Object.entries(more)) data.set(name, value); return data; };

  const mark = (fields) => {
    document.querySelectorAll("[data-issues]").forEach((place) => place.replaceChildren());
    form.querySelectorAll(".wrong").forEach((one) => { one.classList.remove("wrong"); one.removeAttribute("aria-invalid"); });
    for (const [name, issues] of Object.entries(fields)) {
      const place = form.querySelector(`[data-issues="${CSS.escape(name)}"]`) ?? form.querySelector('[data-issues=""]');
      for (const issue of issues) {
        const line = document.createElement("span");
        line.className = `issue ${issue.severity}`;
        line.textContent = issue.sentence;
        place.append(line);
      }
      const control = name && document.getElementById(name);
      if (!control || !issues.some((issue) => issue.severity === "error")) continue;
      control.classList.add("wrong");
      if (control.matches("input, select, textarea")) control.setAttribute("aria-invalid", "true");
      control.closest("details")?.setAttribute("open", "");
    }
  };

  const check = async () => {
    const mine = ++round;
    state.textContent = "Đang kiểm tra…";
    try {
      const answer = await fetch(`${base}/check`, { method: "POST", body: body() });
      const found = await answer.json();
      if (mine !== round) return;
      mark(found.fields);
      if (found.other) state.textContent = found.other.join(" ");
      else state.textContent = found.sound ? "Không có lỗi." : "Còn lỗi, xem chỗ tô đỏ.";
      if (found.preview) document.getElementById("preview").innerHTML = found.preview; // escaped and cleaned by the server
    } catch { if (mine === round) state.textContent = "Chưa kiểm tra được, sẽ thử lại khi anh/chị gõ tiếp."; }
  };

  form.addEventListener("input", (event) => {
    if (event.target.dataset.plain !== undefined) return;
    clearTimeout(timer);
    timer = setTimeout(check, 700);
  });
  form.addEventListener("submit", () => { dirty = false; });
  let dirty = false;
  form.addEventListener("change", (event) => { if (event.target.dataset.plain === undefined) dirty = true; });
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });

  const sim = document.getElementById("sim");
  const text = document.getElementById("sim-text");
  const play = async (given) => {
    if (given) inputs.push(given);
    const answer = await fetch(`${base}/simulate`, { method: "POST", body: body({ inputs: JSON.stringify(inputs) }) });
    sim.innerHTML = await answer.text(); // escaped and cleaned by the server
    sim.scrollTop = sim.scrollHeight;
  };
  form.addEventListener("click", (event) => {
    const tapped = event.target.closest("[data-tap]");
    if (tapped) play({ kind: "press", text: tapped.dataset.tap });
    const button = event.target.closest("[data-sim]");
    if (!button) return;
    if (button.dataset.sim === "say" && text.value.trim()) { play({ kind: "say", text: text.value.trim() }); text.value = ""; }
    if (button.dataset.sim === "upload") play({ kind: "upload", text: "anh-thu.jpg" });
    if (button.dataset.sim === "go") { inputs.length = 0; button.textContent = "Bắt đầu lại"; play(); }
    if (button.dataset.sim === "graph") draw();
  });
  const draw = async () => {
    const place = document.getElementById("graph");
    const answer = await fetch(`${base}/graph`, { method: "POST", body: body() });
    if (!answer.ok) { place.textContent = await answer.text(); return; }
    const picture = new Image();
    picture.src = URL.createObjectURL(await answer.blob());
    picture.alt = place.dataset.name;
    const link = document.createElement("a");
    link.href = picture.src;
    link.target = "_blank";
    link.append(picture);
    place.replaceChildren(link);
  };
  text.addEventListener("keydown", (event) => { if (event.key === "Enter") { event.preventDefault(); form.querySelector('[data-sim="say"]').click(); } });
  document.getElementById("review")?.focus();
}
