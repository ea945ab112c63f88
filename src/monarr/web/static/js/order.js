// Ordered lists: a row moves by its handle, by its Up and Down buttons without asking the server, and by Alt and an arrow.
const list = (element) => element?.closest("[data-order]");
const said = document.getElementById("said");

function moved(row, focus) {
  const holder = list(row);
  const rows = [...holder.children];
  if (said) said.textContent = holder.dataset.said.replace("{name}", row.dataset.name).replace("{place}", rows.indexOf(row) + 1).replace("{count}", rows.length);
  focus?.focus();
  row.dispatchEvent(new Event("input", { bubbles: true }));
}

function step(row, by, focus) {
  const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!other) return;
  if (by < 0) other.before(row); else other.after(row);
  moved(row, focus);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-order] [data-move]");
  if (!button || button.closest("[data-order]").hasAttribute("data-saves")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  step(button.closest("[data-order] > li"), Number(button.dataset.move), button);
}, true);

document.addEventListener("keydown", (event) => {
  const row = event.target.closest?.("[data-order] > li");
  if (!row || !event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key) || list(row).hasAttribute("data-saves")) return;
  event.preventDefault();
  step(row, event.key === "ArrowUp" ? -1 : 1, event.target);
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  const row = grip?.closest("[data-order] > li");
  if (!row || event.button !== 0) return;
  event.preventDefault();
  const before = row.nextElementSibling;
  row.classList.add("dragged");
  const move = (at) => {
    const over = document.elementFromPoint(at.clientX, at.clientY)?.closest("[data-order] > li");
    if (!over || over === row || list(over) !== list(row)) return;
    const box = over.getBoundingClientRect();
    if (at.clientY < box.top + box.height / 2) over.before(row); else over.after(row);
  };
  const drop = () => {
    row.classList.remove("dragged");
    removeEventListener("pointermove", move);
    if (row.nextElementSibling !== before) moved(row);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", drop, { once: true });
  addEventListener("pointercancel", drop, { once: true });
});

// What a press on another button of the list brought is a change that is not saved.
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.closest?.("form[data-guard]") && event.target.querySelector("[data-order], .goals")) event.target.dispatchEvent(new Event("input", { bubbles: true }));
});
