// What makes the form better where JavaScript runs; everything works without it.
"use strict";

const form = document.querySelector("form[data-draf], form[data-tabel]");
const saves = form && "draf" in form.dataset;
const state = document.getElementById("keadaan");
const PAUSE = 700;
const AGAIN = 4000;

function say(words, failed) {
  if (state.textContent !== words) state.textContent = words;
  state.classList.toggle("gagal", Boolean(failed));
}

// ---- saving while typing: the server first, the browser while it cannot be reached

let timer = 0;
let sending = false;
let dirty = false;
let stale = false;
const shelf = saves ? `borang:${form.dataset.draf}` : "";

function body() {
  const pairs = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !name.startsWith("tempel.")) pairs.append(name, value);
  return pairs;
}

function keep(pairs) {
  try { localStorage.setItem(shelf, pairs.toString()); } catch { /* full or forbidden: the page itself still holds it */ }
}

function forget() {
  try { localStorage.removeItem(shelf); } catch { /* nothing was kept */ }
}

// What was sent without an answer may have arrived: it goes again as it was, before what was typed since, or it would look like another tab's.
let unsure = null;
let retry = () => save();

async function save(given = null) {
  if (sending || stale) return;
  const pairs = given || unsure || body();
  sending = true;
  dirty = false;
  say("Menyimpan …");
  try {
    const answer = await fetch(`/draf/${form.dataset.draf}/simpan`, { method: "POST", body: pairs });
    if (answer.status === 409) {
      stale = true;
      keep(given || body());
      say((await answer.json()).pesan + " Yang ditulis di sini belum tersimpan: tekan Periksa untuk memilih.", true);
    } else if (answer.status === 401) {
      keep(given || body());
      say("Sesi Anda sudah berakhir. Tulisan Anda ditahan di peramban ini dan dikirim sesudah Anda masuk lagi. ", true);
      state.append(Object.assign(document.createElement("a"), { href: `/masuk?ke=${location.pathname}`, textContent: "Masuk lagi" }));
    } else if (answer.status === 404 || answer.status === 403) {
      stale = true;
      keep(pairs);
      say(answer.status === 404 ? "Isian ini sudah dihapus. Yang ditulis di sini tidak tersimpan lagi."
        : "Peramban ini tidak dikenal lagi. Buka alamat yang ditampilkan di jendela borang; tulisan Anda ditahan di sini.", true);
    } else if (!answer.ok) {
      throw new Error(String(answer.status));
    } else {
      const told = await answer.json();
      form.elements.versi.value = told.versi;
      forget();
      if (!given && unsure) dirty = true;
      if (!given) unsure = null;
      show(told);
      form.dispatchEvent(new Event("tersimpan"));
      const left = told.salah + told.kosong;
      say(`Tersimpan pukul ${told.pukul}${form.elements.diperiksa.value === "1" && left ? `; ${left} hal perlu diperbaiki` : ""}`);
    }
  } catch (error) {
    keep(given || body());
    if (!given) unsure = pairs;
    retry = given ? resend : () => save();
    say(`${error.message === "503" ? "Layanannya sedang tidak dapat menyimpan." : "Tidak tersambung."} Yang Anda tulis ditahan di peramban ini dan dikirim begitu ${error.message === "503" ? "bisa" : "tersambung"}.`, true);
    dirty = true;
    setTimeout(() => { if (dirty) retry(); }, AGAIN);
  }
  sending = false;
  if (dirty && !state.classList.contains("gagal")) soon();
}

function soon() {
  if (!saves) return;
  dirty = true;
  clearTimeout(timer);
  timer = setTimeout(() => save(), PAUSE);
}

// ---- what the server says of what was typed: text is set, nothing that has the caret is touched

function show(told) {
  for (const [name, text] of Object.entries(told.sel)) {
    for (const cell of form.querySelectorAll(`[data-sel="${CSS.escape(name)}"]`)) cell.textContent = text;
  }
  const list = document.getElementById("hitungan");
  list.replaceChildren(...told.jumlah.map((line) => Object.assign(document.createElement("li"), { textContent: line })));
  document.getElementById("jumlah-utama").textContent = told.jumlah[0] || "";
  for (const old of form.querySelectorAll("[data-bidang] .pesan")) old.replaceChildren();
  for (const field of form.querySelectorAll("[data-bidang].ada-salah")) mark(field, false);
  for (const one of told.temuan) {
    const place = document.getElementById(`pesan-${one.nama}`);
    if (!place) continue;
    const line = Object.assign(document.createElement("p"), { className: one.salah ? "salah" : "perhatian", textContent: `${one.kata} ` });
    line.append(Object.assign(document.createElement("span"), { className: "saran", textContent: one.saran }));
    place.append(line);
    if (one.salah && place.closest("[data-bidang]")) mark(place.closest("[data-bidang]"), true);
  }
}

function mark(field, wrong) {
  field.classList.toggle("ada-salah", wrong);
  const control = field.querySelector("input, select, textarea");
  if (control) wrong ? control.setAttribute("aria-invalid", "true") : control.removeAttribute("aria-invalid");
}

// ---- rows

function addRow(button) {
  const table = button.closest(".wadah-tabel");
  const holder = table.querySelector(":scope > [data-wadah], :scope > table > [data-wadah]");
  const id = `r${Date.now().toString(36)}`;
  const made = document.createElement("template");
  made.innerHTML = table.querySelector(":scope > template").innerHTML.replaceAll(`.${button.dataset.tambah}.`, `.${id}.`)
    .replaceAll(`.${button.dataset.tambah}"`, `.${id}"`);
  const row = made.content.querySelector("[data-baris]");
  holder.append(made.content);
  number(holder);
  row.querySelector("input:not([type=hidden]), select, textarea").focus();
}

// Which row this is stands in the title of a card, and for those who hear the page in the names of its fields and buttons too.
function number(holder) {
  [...holder.children].forEach((row, at) => {
    const called = (text) => text.replace(/Baris \d+/, `Baris ${at + 1}`);
    const own = (one) => one.closest("[data-baris]") === row;
    for (const one of [...row.querySelectorAll(".judul-baris, .tersembunyi")].filter(own)) one.textContent = called(one.textContent);
    for (const one of [...row.querySelectorAll("[aria-label^='Gandakan '], [aria-label^='Hapus ']")].filter(own)) one.ariaLabel = called(one.ariaLabel);
  });
}

function removeRow(button) {
  const row = button.closest("[data-baris]");
  const filled = [...row.querySelectorAll("input:not([type=hidden]), select, textarea")].some((one) => one.value.trim() && one.type !== "checkbox");
  if (filled && !confirm("Hapus baris ini beserta isinya?")) return;
  const holder = row.parentElement;
  row.remove();
  number(holder);
  const rest = holder.lastElementChild?.querySelector("summary, input:not([type=hidden]), select, textarea");
  (rest || holder.closest(".wadah-tabel").querySelector("[data-tambah]")).focus();
  soon();
}

function paste(event) {
  const text = event.clipboardData?.getData("text/plain") || "";
  const table = event.target.closest(".wadah-tabel");
  const area = table?.querySelector(".tempel textarea");
  if (!area || event.target === area || !text.includes("\t") || !text.trim().includes("\n")) return;
  event.preventDefault();
  area.value = text;
  area.closest("details").querySelector("button").click();
}

function reach(hash) {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target || (target !== document.activeElement && target.contains(document.activeElement))) return;  // somebody is in it already, and further
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  if (target.matches("details")) target.open = true;
  const first = target.matches("input, select, textarea, [tabindex]") ? target : target.querySelector("input:not([type=hidden]), select, textarea, button");
  (first || target).focus();
  target.scrollIntoView({ block: "center" });
}

// What was kept when the page closed: sent if nobody saved since, thrown away if it arrived after all, else offered as a draft of its own.
function words(pairs) {
  return JSON.stringify([...pairs].filter(([name, value]) => value.trim() && !name.endsWith(".") && !["versi", "diperiksa"].includes(name)).map(([, value]) => value.trim().replaceAll("\r", "")));
}

async function resend() {
  let kept = null;
  try { kept = localStorage.getItem(shelf); } catch { /* nothing is kept */ }
  if (!kept) return;
  const pairs = new URLSearchParams(kept);
  if (words(pairs) === words(body())) { forget(); return; }
  if (pairs.get("versi") === form.elements.versi.value) {
    await save(pairs);
    if (!stale && !state.classList.contains("gagal")) location.reload();
    return;
  }
  say("Ada tulisan dari halaman ini yang belum tersimpan, sedangkan isiannya sudah disimpan dari tempat lain. ", true);
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: "Simpan tulisan itu sebagai isian baru" });
  button.addEventListener("click", async () => {
    pairs.append("aksi", "salin");
    const answer = await fetch(location.pathname, { method: "POST", body: pairs });
    if (answer.ok) { forget(); location.href = answer.url; }
  });
  state.append(button);
}

if (form) {
  form.addEventListener("input", (event) => { if (event.target.type !== "file" && !event.target.name.startsWith("tempel.")) soon(); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.tambah) { event.preventDefault(); addRow(button); }
    else if ("hapus" in button.dataset) { event.preventDefault(); removeRow(button); }
  });
  form.addEventListener("paste", paste);
  document.querySelector("[data-fokus]")?.focus();
}
if (saves) {
  form.addEventListener("submit", () => { clearTimeout(timer); dirty = false; });
  form.addEventListener("change", (event) => { if (event.target.type === "file") form.requestSubmit(); });
  addEventListener("online", () => { if (dirty) retry(); });
  addEventListener("pagehide", () => { if (dirty && !stale) { keep(body()); navigator.sendBeacon(`/draf/${form.dataset.draf}/simpan`, body()); } });
  resend();
}
addEventListener("hashchange", () => reach(location.hash));
// a browser brings the caret of a long field into view, and leaves the rest of it behind the foot
document.addEventListener("focusin", (event) => { if (event.target.localName === "textarea") event.target.scrollIntoView({ block: "nearest" }); });
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.hash === location.hash) reach(link.hash);
  const button = event.target.closest("button[data-tanya]");
  if (button && !confirm(button.dataset.tanya)) event.preventDefault();
});
if (location.hash && !location.hash.startsWith("#v=")) {
  reach(location.hash);
  // the browser goes to the place itself when all is loaded, and takes the focus from what is in it
  addEventListener("load", () => setTimeout(() => { if (document.activeElement === document.body) reach(location.hash); }));
}

// ---- a PDF as pictures of its pages, where no PDF can be shown in a page

const pages = document.querySelector("[data-halaman]");
if (pages && getComputedStyle(pages).display !== "none") {
  fetch(`${pages.dataset.halaman}-1.png`).then((answer) => {
    const count = Number(answer.headers.get("x-halaman"));
    for (let at = count; at > 1; at--) {
      pages.querySelector("img").after(Object.assign(new Image(), { src: `${pages.dataset.halaman}-${at}.png`, alt: `Halaman ${at}`, loading: "lazy" }));
    }
  });
}

// ---- a certificate whose QR code led here: its values stand behind the #, which no browser sends by itself

const certificate = document.getElementById("periksa-sertifikat");
if (certificate && location.hash.startsWith("#v=")) {
  certificate.elements.teks.value = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  certificate.requestSubmit();
}
document.querySelector("section[data-fokus]")?.focus();

// ---- uploads and long work: looked at again until all is done; while it runs only what tells of it is renewed, so that no button vanishes under a finger

const running = document.querySelector("[data-berjalan]");
if (running) {
  let seen = "";
  const look = setInterval(async () => {
    const answer = await fetch(location.href, { headers: seen ? { "If-None-Match": seen } : {} }).catch(() => null);
    if (!answer || !answer.ok) return;
    seen = answer.headers.get("etag") || "";
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = document.getElementById("hasil"), next = fresh.getElementById("hasil");
    const parts = [...now.querySelectorAll("[data-maju]")], others = [...next.querySelectorAll("[data-maju]")];
    if (!("berjalan" in next.dataset)) clearInterval(look);
    if (parts.length && parts.length === others.length) parts.forEach((part, at) => part.replaceWith(others[at]));
    else if (now.innerHTML !== next.innerHTML) now.replaceWith(next);
    document.title = fresh.title;
  }, 1000);
}
