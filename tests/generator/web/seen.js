// What stands against a page as it lies on the screen now, in words. Run by tests/seen.py.
"use strict";

const shown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length > 0;
const named = (one) => `<${one.tagName.toLowerCase()}> ${(one.name || one.id || one.textContent || "").replace(/\s+/g, " ").trim().slice(0, 50)}`;
const ways = (one) => { const style = getComputedStyle(one); return [style.overflowX, style.position]; };
const within = (one, test) => { for (let box = one; box && box !== document.body; box = box.parentElement) if (test(box)) return true; return false; };
const scrolled = (one) => within(one.parentElement, (box) => ["auto", "scroll"].includes(ways(box)[0]));
const lifted = (one) => within(one, (box) => ["sticky", "fixed", "absolute"].includes(ways(box)[1]));
const unseen = (one) => Boolean(one.closest(".tersembunyi, .lompat, [aria-hidden=true], [hidden]"));

/** What has to be scrolled sideways, is cut off at the right, or does not fit its own box. */
function sideways() {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`sideways: ${document.documentElement.scrollWidth} in ${innerWidth}`);
  for (const one of document.body.querySelectorAll("*")) {
    if (!shown(one) || unseen(one) || scrolled(one)) continue;
    const box = one.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push(`outside: ${named(one)}`);
    const isBox = ["button", "summary", "th", "label", "legend", "output", "h1", "h2"].includes(one.localName) || one.matches(".tombol, .cap");
    if (isBox && one.clientWidth > 1 && getComputedStyle(one).clipPath === "none" && getComputedStyle(one).display !== "inline" && one.scrollWidth > one.clientWidth + 1) found.push(`cut: ${named(one)}`);
  }
  return found;
}

/** Which two controls lie on one another. */
function overlapping() {
  const all = [...document.body.querySelectorAll("a, button, input, select, textarea, summary, h1, h2, h3")];
  const boxes = all.filter((one) => shown(one) && !unseen(one) && !lifted(one) && !scrolled(one)).flatMap((one) => [...one.getClientRects()].map((box) => [one, box]));
  boxes.sort((a, b) => a[1].top - b[1].top);
  const found = [];
  boxes.forEach(([one, box], at) => {
    for (let next = at + 1; next < boxes.length && boxes[next][1].top < box.bottom - 3; next++) {
      const [other, rest] = boxes[next];
      if (one === other || one.contains(other) || other.contains(one)) continue;
      if (Math.min(box.right, rest.right) - Math.max(box.left, rest.left) > 3) found.push(`on one another: ${named(one)}, ${named(other)}`);
    }
  });
  return found;
}

/** Which control with the focus is covered by something, or does not show that it has it. */
function covered() {
  const found = [];
  for (const one of document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")) {
    if (one.tabIndex < 0 || one.disabled || !shown(one)) continue;
    one.focus();
    if (document.activeElement !== one) continue;
    const style = getComputedStyle(one);
    if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) found.push(`no mark of the focus: ${named(one)}`);
    const box = one.getClientRects()[0], middle = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const heights = box.height > innerHeight * 0.6 ? [(Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2] : [box.top + 3, (box.top + box.bottom) / 2, box.bottom - 3];
    for (const height of heights) {
      const top = document.elementFromPoint(middle, height);
      const isBeside = top && (one.contains(top) || top.contains(one) || (top.localName === "label" && top.control === one));
      if (!isBeside) { found.push(`covered: ${named(one)} by ${top ? named(top) : "the edge"}`); break; }
    }
  }
  document.activeElement.blur();
  return found;
}

/** What a page lacks that tells where one is. */
function head() {
  const found = document.querySelectorAll("h1").length === 1 ? [] : [`${document.querySelectorAll("h1").length} headings of the page`];
  const title = document.title.replace(/ · borang$/, "").trim();
  return title && title !== document.title ? found : [...found, `title “${document.title}”`];
}
globalThis.seen = { sideways, overlapping, covered, head };
