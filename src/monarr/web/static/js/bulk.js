// Selection: the boxes of a wall or table and the bar that acts on them. The selection survives windowed loading.
const bar = document.querySelector("[data-bulk]");
const chosen = new Set();
let last = null;

function show() {
  if (!bar) return;
  bar.classList.toggle("shown", chosen.size > 0);
  bar.querySelector("[data-count]").textContent = chosen.size.toLocaleString(document.documentElement.lang);
  document.body.classList.toggle("selecting", document.querySelector("[data-selecting]")?.getAttribute("aria-pressed") === "true");
}

const boxes = () => [...document.querySelectorAll("input[form=bulk]")];
function set(box, on) { box.checked = on; if (on) chosen.add(box.value); else chosen.delete(box.value); }

function toggle(box, range) {
  const all = boxes();
  const from = range && last !== null ? all.findIndex((other) => other.value === last) : -1;
  if (from >= 0) {
    const to = all.indexOf(box);
    for (const other of all.slice(Math.min(from, to), Math.max(from, to) + 1)) set(other, true);
  } else set(box, box.checked);
  last = box.value;
  show();
}

if (bar) {
  let shifted = false;
  document.addEventListener("click", (event) => { shifted = event.shiftKey; }, true);
  document.addEventListener("change", (event) => { if (event.target.matches("input[form=bulk]")) toggle(event.target, shifted); });
  document.addEventListener("monarr:rows", () => { for (const box of boxes()) box.checked = chosen.has(box.value); });
  bar.querySelector("[data-clear]").addEventListener("click", () => { for (const box of boxes()) box.checked = false; chosen.clear(); show(); });
  bar.addEventListener("formdata", (event) => { event.formData.delete("id"); for (const id of chosen) event.formData.append("id", id); });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-selecting]");
    if (button) { button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true")); show(); }
  });
  document.addEventListener("keydown", (event) => {
    const item = event.target.closest?.("[data-roving] > *");
    if (!item || event.metaKey || event.altKey) return;
    if (event.key === "a" && event.ctrlKey) { event.preventDefault(); for (const box of boxes()) set(box, true); show(); return; }
    if (event.ctrlKey || (event.key !== "x" && event.key !== "X")) return;
    const box = item.querySelector("input[form=bulk]");
    if (box) { box.checked = !box.checked; toggle(box, event.key === "X"); }
  });
}
