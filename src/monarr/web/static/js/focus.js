// After a failed save the first field that does not fit has the focus. After a partial update the focus stays; if its
// row has gone it moves to the next one.
document.querySelector("[data-focus-first]")?.focus();

let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  const row = active?.closest("li[id], tr[id], section[id]");
  held = event.target.contains(active) && row ? { id: row.id, next: row.nextElementSibling?.id, key: active.getAttribute("href") ?? active.getAttribute("aria-label") } : null;
});
document.addEventListener("htmx:afterSettle", (event) => {
  const bad = event.target.querySelector?.("[data-focus-first]");
  if (bad) { bad.focus(); return; }
  if (!held || document.activeElement !== document.body) return;
  const row = document.getElementById(held.id) ?? document.getElementById(held.next ?? "");
  const stops = [...(row?.querySelectorAll("a[href], button, summary") ?? [])];
  (stops.find((stop) => (stop.getAttribute("href") ?? stop.getAttribute("aria-label")) === held.key) ?? stops[0])?.focus();
  held = null;
});
