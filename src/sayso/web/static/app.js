// The workspace without a mouse, and what HTML alone cannot: themes, highlights that answer each other.
// Every page works without this file, save for the keys.
"use strict";

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
let current = null;

function go(row) {
  if (!row) return;
  current?.classList.remove("here");
  current = row;
  row.classList.add("here");
  const into = row.matches("a, summary, button") ? row : row.querySelector("a, summary, button");
  into?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const at = all.indexOf(current);
  go(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function next(selector, elsewhere) {
  const all = [...document.querySelectorAll(selector)];
  const after = all.find((one) => current && current.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const found = after ?? all.find((one) => one !== current);
  if (!found) { location.href = elsewhere; return; }
  if (found.tagName === "DETAILS") found.open = true;
  go(found);
}

function press(selector) {
  if (current?.tagName === "DETAILS") current.open = true; // what comes of it must be seen
  const button = (current ?? document).querySelector(selector);
  const folded = button ? null : current?.querySelector("details.correct[hx-get]");
  if (!folded) {
    button?.closest("details")?.setAttribute("open", "");
    button?.click();
    return;
  }
  folded.addEventListener("htmx:afterSettle", () => folded.querySelector(selector)?.click(), { once: true });
  folded.open = true; // its forms are fetched, then pressed
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press("[data-accept]"),
  r: () => press("[data-reject]"),
  u: () => next("[data-unresolved]", "/queue?kind=speaker"),
  f: () => next("[data-flag]", "/flags"),
  "/": () => document.querySelector("#q, #find")?.focus(),
  "?": () => document.querySelector("#keys")?.showModal(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = keys[event.key];
  if (act) { event.preventDefault(); act(); }
});

addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button?.dataset.do === "keys") document.querySelector("#keys").showModal();
  if (button?.dataset.do === "close") button.closest("dialog").close();
  if (button?.dataset.do === "theme") {
    const dark = document.documentElement.dataset.theme
      ? document.documentElement.dataset.theme === "dark"
      : matchMedia("(prefers-color-scheme: dark)").matches;
    document.documentElement.dataset.theme = dark ? "light" : "dark";
    document.cookie = `sayso-theme=${dark ? "light" : "dark"}; path=/; max-age=31536000; samesite=strict`;
  }
  if (button?.dataset.do === "trivia") {
    button.closest(".comparison").classList.toggle("hide-trivia", button.getAttribute("aria-pressed") === "true");
    button.setAttribute("aria-pressed", button.getAttribute("aria-pressed") === "true" ? "false" : "true");
  }
  const mark = event.target.closest("mark[data-s]");
  if (mark && !getSelection().toString()) {
    const id = mark.dataset.s.split(" ").at(-1);
    const note = document.getElementById(`n-${id}`);
    if (note) { note.open = true; go(note); }
  }
});

// Columns of a chart, drawn across with the pointer, open the time from the first to the last.
let drawn = [];
function draw(to) {
  const all = [...to.closest("svg").querySelectorAll("a[data-iso]")];
  const ends = [all.indexOf(drawn[0]), all.indexOf(to)].sort((one, other) => one - other);
  if (ends[0] < 0) return;
  drawn = [drawn[0], ...all.slice(ends[0], ends[1] + 1).filter((one) => one !== drawn[0])];
  for (const one of all) one.classList.toggle("drawn", drawn.includes(one) && drawn.length > 1);
}
addEventListener("pointerdown", (event) => {
  const column = event.pointerType === "mouse" && event.button === 0 && event.target.closest?.("a[data-iso]");
  drawn = column ? [column] : [];
});
addEventListener("dragstart", (event) => { if (event.target.closest?.(".chart")) event.preventDefault(); });
addEventListener("pointermove", (event) => {
  if (!drawn.length || !event.buttons) return;
  const under = document.elementsFromPoint(event.clientX, event.clientY).find((one) => one.closest("a[data-iso]"));
  const svg = drawn[0].closest("svg");
  const near = under?.closest("a[data-iso]") ?? [...svg.querySelectorAll("a[data-iso]")].reduce((best, one) => {
    const off = (of) => { const box = of.getBoundingClientRect(); return Math.abs((box.left + box.right) / 2 - event.clientX); };
    return best && off(best) <= off(one) ? best : one;
  }, null);
  if (near) draw(near);
});
addEventListener("pointerup", () => {
  const days = drawn.map((one) => one.dataset.iso).sort();
  drawn[0]?.closest("svg").querySelectorAll(".drawn").forEach((one) => one.classList.remove("drawn"));
  if (days.length > 1) {
    const to = new URL(drawn[0].href.baseVal, location.href);
    to.searchParams.set("since", days[0]);
    to.searchParams.set("until", days.at(-1));
    location.href = to;
  }
  drawn = [];
});

function light(id, on) {
  for (const mark of document.querySelectorAll(`mark[data-s~="${CSS.escape(id)}"]`)) mark.classList.toggle("lit", on);
}
for (const [event, on] of [["mouseover", true], ["mouseout", false], ["focusin", true], ["focusout", false]]) {
  addEventListener(event, (what) => {
    const note = what.target.closest?.("details[data-note]");
    if (note) light(note.dataset.note, on);
  });
}

// What an address points at inside a closed note is shown open.
function opened() {
  const aimed = location.hash.length > 1 && !location.hash.includes(":~:") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (aimed?.tagName === "DETAILS") { aimed.open = true; go(aimed); }
}
addEventListener("hashchange", opened);
addEventListener("DOMContentLoaded", opened);

// What could not be ruled says why, in the place where the outcome would stand.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
});

// An answer that is a problem is shown where the part would have stood.
document.addEventListener("htmx:responseError", (event) => {
  const place = event.detail.target;
  place.textContent = "That did not work. Load the page again; what was stored is kept.";
});
