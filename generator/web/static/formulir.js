// Two comforts of the form where JavaScript runs: long lists that are searched, and the pages of the document beside the form.
"use strict";

// ---- long lists: a select of many choices is searched by words; the select itself stays what is sent

const MANY = 12;

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function searched(select) {
  if (select.dataset.dicari || select.options.length <= MANY) return;
  select.dataset.dicari = "1";
  const isInHand = document.activeElement === select;
  const input = Object.assign(document.createElement("input"), { type: "text", id: select.id, autocomplete: "off", placeholder: "Ketik untuk mencari" });
  const list = Object.assign(document.createElement("ul"), { id: `${select.id}-daftar`, className: "daftar-pilihan", hidden: true });
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]]) input.setAttribute(name, value);
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label ? label.textContent : "Pilihan");
  select.id += "-asal";
  select.hidden = true;
  select.before(input, list);
  let at = -1;

  const chosen = () => (select.value ? select.selectedOptions[0].textContent : "");
  const rows = () => [...list.children];
  function close() {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    input.value = chosen();
  }
  function pick(value) {
    const changed = select.value !== value;
    select.value = value;
    close();
    if (changed) select.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function open(words) {
    const found = [...select.options].filter((one) => one.value && words.every((word) => plain(one.textContent).includes(word)));
    list.replaceChildren(...found.map((one, number) => {
      const row = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, textContent: one.textContent });
      row.dataset.nilai = one.value;
      row.setAttribute("role", "option");
      row.setAttribute("aria-selected", String(one.value === select.value));
      return row;
    }));
    at = -1;
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
  }
  function go(to) {
    if (list.hidden) open([]);
    at = Math.max(0, Math.min(rows().length - 1, to));
    rows().forEach((row, number) => row.classList.toggle("kini", number === at));
    if (!rows()[at]) return;
    input.setAttribute("aria-activedescendant", rows()[at].id);
    rows()[at].scrollIntoView({ block: "nearest" });
  }
  input.value = chosen();
  input.addEventListener("focus", () => input.select());
  input.addEventListener("click", () => { if (list.hidden) open([]); });
  input.addEventListener("input", (event) => { event.stopPropagation(); open(plain(input.value).split(/\s+/).filter(Boolean)); });
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); go(at + step); }
    else if (event.key === "Enter" && !list.hidden) { event.preventDefault(); if (rows()[Math.max(at, 0)]) pick(rows()[Math.max(at, 0)].dataset.nilai); }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
  });
  input.addEventListener("blur", () => { if (input.value.trim()) close(); else pick(""); });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("li");
    if (row) pick(row.dataset.nilai);
  });
  if (isInHand) input.focus();
}

const filled = document.querySelector("form[data-draf]");
const search = (root) => root.querySelectorAll("select").forEach(searched);
if (filled) {
  search(filled);
  new MutationObserver((changes) => {
    for (const change of changes) for (const one of change.addedNodes) if (one.nodeType === 1) search(one);
  }).observe(filled, { childList: true, subtree: true });
}

// ---- the pages beside the form: asked for when nothing was typed for two seconds, only while they are seen

const IDLE = 2000;
const aside = document.querySelector("[data-pratinjau]");
if (aside) {
  const roomy = matchMedia("(min-width: 64rem)");
  const said = aside.querySelector("[data-kata]");
  const sheets = aside.querySelector("[data-lembar]");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "tipis biasa", textContent: "Pratinjau di samping" });
  let wanted = false;
  let shown = "";
  let asked = "";
  let waiting = 0;
  try { wanted = localStorage.getItem("borang:samping") === "1"; } catch { /* not remembered */ }

  async function look() {
    const version = filled.elements.versi.value;
    if (aside.hidden || document.hidden || version === shown || asked) return;
    asked = version;
    said.textContent = "Memuat …";
    const address = (page) => `${aside.dataset.pratinjau}/halaman-${page}.png?versi=${version}`;
    const answer = await fetch(address(1)).catch(() => null);
    asked = "";
    if (!answer || !answer.ok) {
      said.textContent = "Pratinjau belum dapat dibuat.";
      return;
    }
    const count = Number(answer.headers.get("x-halaman"));
    const first = URL.createObjectURL(await answer.blob());
    while (sheets.children.length > count) sheets.lastElementChild.remove();
    for (let page = 1; page <= count; page++) {
      const image = sheets.children[page - 1] || sheets.appendChild(Object.assign(new Image(), { alt: `Halaman ${page}`, loading: "lazy" }));
      if (page === 1 && image.src.startsWith("blob:")) URL.revokeObjectURL(image.src);
      image.src = page === 1 ? first : address(page);
    }
    shown = version;
    if (filled.elements.versi.value === shown) said.textContent = "Menurut yang tersimpan terakhir.";
    else soon();
  }
  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(look, IDLE);
  }
  function stale() {
    if (shown) said.textContent = "Belum memuat yang terakhir diketik.";
    clearTimeout(waiting);
  }
  function settle() {
    button.hidden = !roomy.matches;
    aside.hidden = !(wanted && roomy.matches);
    button.setAttribute("aria-pressed", String(!aside.hidden));
    document.body.classList.toggle("luas", !aside.hidden);
    look();
  }
  button.addEventListener("click", () => {
    wanted = !wanted;
    try { localStorage.setItem("borang:samping", wanted ? "1" : "0"); } catch { /* not remembered */ }
    settle();
  });
  filled.addEventListener("input", stale);
  filled.addEventListener("tersimpan", () => { if (filled.elements.versi.value !== shown) { stale(); soon(); } });
  document.addEventListener("visibilitychange", look);
  roomy.addEventListener("change", settle);
  document.querySelector(".kepala-isian").append(button);
  settle();
}
