// The keyboard: a key belongs to the element that declares it (data-key), a G sequence to a link (data-go).
const on = document.body.dataset.keys !== "off";
let went = 0;

const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
const seen = (element) => element.classList.contains("vh") || element.getClientRects().length > 0 || element.closest("details:not([open])");

function press(name) {
  const scope = document.querySelector("dialog[open]") ?? document;
  const match = [...scope.querySelectorAll("[data-key]")].find((element) => element.dataset.key === name && seen(element));
  if (!match) return false;
  match.click();
  return true;
}

function help() {
  const dialog = document.getElementById("keys-dialog");
  const list = dialog.querySelector("dl");
  const rows = dialog.dataset.anywhere.split(";").map((part) => part.split("|"));
  for (const element of document.querySelectorAll("[data-go]")) rows.push([element.textContent.trim().replace(/\s+[\d,]+$/, ""), `G ${element.dataset.go.toUpperCase()}`]);
  const known = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    const words = element.getAttribute("aria-label") ?? element.textContent.trim();
    if (words && !known.has(element.dataset.key)) { known.add(element.dataset.key); rows.push([words, element.dataset.key.length === 1 ? element.dataset.key.toUpperCase() : element.dataset.key.replace("+", " ")]); }
  }
  list.replaceChildren();
  for (const [words, key] of rows) {
    const term = document.createElement("dt");
    const what = document.createElement("dd");
    const cap = document.createElement("kbd");
    term.textContent = words; cap.textContent = key; cap.className = "key"; what.append(cap);
    list.append(term, what);
  }
  dialog.showModal();
}

document.addEventListener("click", (event) => { if (event.target.closest("[data-help-keys]")) help(); });

document.addEventListener("keydown", (event) => {
  if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "?") { event.preventDefault(); help(); return; }
  if (document.querySelector("dialog[open]") === null && Date.now() - went < 1200) {
    const link = [...document.querySelectorAll("[data-go]")].find((element) => element.dataset.go === event.key);
    went = 0;
    if (link) { event.preventDefault(); link.click(); return; }
  }
  if (event.key === "g") { went = Date.now(); return; }
  const name = event.shiftKey && event.key.length === 1 && /[A-Z]/.test(event.key) ? `Shift+${event.key}` : event.key;
  if (name.length > 1 && !["Delete"].includes(name) && !name.startsWith("Shift+")) return;
  if (press(name)) event.preventDefault();
});
