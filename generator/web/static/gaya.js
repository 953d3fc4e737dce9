// Buttons that write the marks of a long text: bold, italic, items, numbers, a table. Without JavaScript a line says how these are typed.
"use strict";

const STYLES = [
  ["Tebal", (area) => around(area, "**", "teks tebal"), "b"],
  ["Miring", (area) => around(area, "*", "teks miring"), "i"],
  ["Butir", (area) => atLines(area, () => "- ")],
  ["Bernomor", (area) => atLines(area, (at) => `${at + 1}. `)],
  ["Tabel", table],
];
const ITEM = /^(- |\d+\. )/;

// Text is put in as if it were typed, so that it can be undone and is saved as what is typed is.
function put(area, from, to, text, choose) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) {
    area.setRangeText(text, from, to, "end");
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }
  area.setSelectionRange(from + choose[0], from + choose[1]);
}

// Whether so many stars on both sides make a text bold (two of them), or italic (one, or one more than two).
function isMarked(before, after, size) {
  const count = Math.min(/\**$/.exec(before)[0].length, /^\**/.exec(after)[0].length);
  return size === 1 ? count % 2 === 1 : count >= 2;
}

function around(area, mark, sample) {
  const { value, selectionStart: from, selectionEnd: to } = area;
  const chosen = value.slice(from, to);
  const size = mark.length;
  const bare = chosen.replaceAll("*", "");
  if (bare && isMarked(value.slice(0, from), value.slice(to), size)) put(area, from - size, to + size, chosen, [0, chosen.length]);
  else if (bare && isMarked(/^\**/.exec(chosen)[0], /\**$/.exec(chosen)[0], size)) put(area, from, to, chosen.slice(size, -size), [0, chosen.length - 2 * size]);
  else if (!chosen.trim()) put(area, from, to, mark + sample + mark, [size, size + sample.length]);
  else {
    const text = chosen.replace(/^(\s*(?:- |\d+\. )?)(\S.*?)(\s*)$/gm, (_, before, words, after) => before + mark + words + mark + after);
    put(area, from, to, text, chosen.includes("\n") ? [0, text.length] : [text.indexOf(mark) + size, text.lastIndexOf(mark)]);
  }
}

// The whole lines of what is chosen.
function span(area) {
  const from = area.selectionStart ? area.value.lastIndexOf("\n", area.selectionStart - 1) + 1 : 0;
  const end = area.value.indexOf("\n", Math.max(area.selectionStart, area.selectionEnd - 1));
  return [from, end < 0 ? area.value.length : end];
}

function atLines(area, prefix) {
  const [from, to] = span(area);
  const lines = area.value.slice(from, to).split("\n");
  const filled = lines.filter((line) => line.trim());
  const has = filled.length > 0 && filled.every((line, at) => line.startsWith(prefix(at)));
  let at = 0;
  const text = lines.map((line) => (line.trim() || lines.length === 1 ? (has ? "" : prefix(at++)) + line.replace(ITEM, "") : line)).join("\n");
  put(area, from, to, text, lines.length > 1 ? [0, text.length] : [text.length, text.length]);
}

// A table of what is chosen, where that was copied from a spreadsheet; else one to be filled.
function table(area) {
  const [from, to] = span(area);
  const chosen = area.value.slice(from, to);
  const is = chosen.includes("\t");
  const rows = is ? chosen.split("\n").filter((line) => line.trim()).map((line) => line.split("\t")) : [["Judul 1", "Judul 2"], ["isi", "isi"]];
  const wide = Math.max(...rows.map((row) => row.length));
  const lines = rows.map((row) => `| ${Array.from({ length: wide }, (_, at) => (row[at] || "").trim().replaceAll("|", "\\|")).join(" | ")} |`);
  lines.splice(1, 0, `|${"---|".repeat(wide)}`);
  const above = is || !chosen.trim() ? "" : `${chosen}\n\n`;
  const gap = !above && from > 0 && !area.value.slice(0, from).endsWith("\n\n") ? "\n" : "";
  const start = gap.length + above.length + 2;
  put(area, from, to, `${gap}${above}${lines.join("\n")}\n`, [start, start + rows[0][0].trim().length]);
}

function tools(area) {
  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  const bar = Object.assign(document.createElement("div"), { className: "gaya" });
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", `Gaya tulisan ${label ? label.textContent.trim() : ""}`);
  bar.setAttribute("aria-controls", area.id);
  bar.append(...STYLES.map(([name, deed, key], at) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "tipis biasa", textContent: name, tabIndex: at ? -1 : 0 });
    if (key) {
      button.setAttribute("aria-keyshortcuts", `Control+${key.toUpperCase()}`);
      button.title = `Ctrl+${key.toUpperCase()}`;
    }
    button.addEventListener("mousedown", (event) => event.preventDefault()); // what is chosen in the text stays so
    button.addEventListener("click", () => deed(area));
    return button;
  }));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...bar.children];
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    buttons.forEach((one) => { one.tabIndex = one === next ? 0 : -1; });
    next.focus();
  });
  area.addEventListener("keydown", (event) => {
    const found = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && STYLES.find((one) => one[2] === event.key.toLowerCase());
    if (!found) return;
    event.preventDefault();
    found[1](area);
  });
  area.before(bar);
  delete area.dataset.gaya;
}

function equip(within) {
  for (const area of within.querySelectorAll("textarea[data-gaya]")) tools(area);
}

equip(document);
document.addEventListener("focusin", (event) => { const row = event.target.closest("[data-baris]"); if (row) equip(row); });
