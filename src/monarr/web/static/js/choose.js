// Choosing a release. On wide screens the row that has the focus is shown at the side, and the address keeps it; on
// narrow ones a row opens as a sheet. Enter grabs, O opens the override, B blocks: always the row that is shown.
const narrow = window.matchMedia("(max-width: 1100px)");
const keys = document.body.dataset.keys !== "off";
const pane = () => document.getElementById("chosen");
const list = () => document.querySelector('[data-roving="releases"]');
let asked = null; // the row that is being fetched
let later = 0;

function mark(row) {
  for (const other of row.parentElement.children) {
    other.classList.toggle("chosen", other === row);
    if (other === row) other.setAttribute("aria-current", "true"); else other.removeAttribute("aria-current");
  }
}

async function fetchPane(row, href) {
  const target = pane();
  target.setAttribute("aria-busy", "true");
  const answer = await fetch(href, { headers: { "HX-Request": "true", "HX-Target": "chosen" }, credentials: "same-origin" });
  if (asked?.row !== row) return;
  if (!answer.ok) { window.location.assign(href); return; }
  target.innerHTML = await answer.text();
  window.htmx.process(target);
  target.closest(".choose-side").scrollTop = 0;
  target.removeAttribute("aria-busy");
  history.replaceState(history.state, "", href);
  asked = null;
}

function show(row, wait = 0) {
  if (row.hasAttribute("aria-current")) return asked?.done ?? Promise.resolve();
  mark(row);
  clearTimeout(later);
  const href = row.querySelector("a.name").href;
  const done = new Promise((resolve) => { later = setTimeout(() => fetchPane(row, href).then(resolve), wait); });
  asked = { row, done };
  return done;
}

async function press(row, key) {
  await show(row);
  if (row.hasAttribute("aria-current") && !asked) pane().querySelector(`[data-key="${key}"]`)?.click();
}

function grab(row) {
  const button = row.querySelector("form button");
  if (button) button.click(); else press(row, "o");
}

document.addEventListener("focusin", (event) => {
  const row = !narrow.matches && event.target.matches("a.name") && event.target.closest(".release[id]");
  if (row) show(row, 90);
});

document.addEventListener("click", (event) => {
  if (narrow.matches || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  const row = event.target.closest('[data-roving="releases"] > li');
  if (!row) return;
  const link = event.target.closest("a[data-choose]");
  if (!link && event.target.closest("a, button, summary, input")) return;
  if (link) event.preventDefault();
  if (link?.dataset.choose === "override") press(row, "o"); else show(row);
});

// Before the other keys are looked at: while a row is still being fetched, the pane shows another one.
document.addEventListener("keydown", (event) => {
  if (!keys || narrow.matches || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const row = event.target.closest?.('[data-roving="releases"] > li');
  if (!row) return;
  if (event.key === "Enter" && event.target.matches("a.name")) { event.preventDefault(); grab(row); return; }
  if (!["o", "b"].includes(event.key)) return;
  event.preventDefault();
  press(row, event.key);
}, true);

document.addEventListener("toggle", (event) => {
  if (event.target.matches?.("details.override") && event.target.open) event.target.querySelector("input:not([type=hidden])").focus();
}, true);

document.addEventListener("keydown", (event) => {
  const open = event.key === "Escape" && event.target.closest?.("details.override[open]");
  if (!open || open.closest("dialog")) return;
  open.removeAttribute("open");
  (list()?.querySelector("[aria-current] a.name") ?? open.querySelector("summary")).focus();
});

const asSheets = () => list()?.querySelectorAll("a[data-choose]").forEach((link) => link.toggleAttribute("data-sheet", narrow.matches));
narrow.addEventListener("change", asSheets);
document.addEventListener("htmx:afterSettle", asSheets);
asSheets();
