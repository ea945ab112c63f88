// After a failed save the first field that does not fit has the focus. After a partial update the focus stays; if its
// row has gone it moves to the next one, or to what stands in its line.
document.querySelector("[data-focus-first]")?.focus();

const STOPS = "a[href], button, summary, input:not([type=hidden]), select, textarea";
const keyOf = (stop) => stop.id || (stop.getAttribute("href") ?? stop.getAttribute("aria-label") ?? stop.getAttribute("name") ?? stop.textContent.trim());
const alike = (key) => [...document.querySelectorAll(STOPS)].filter((stop) => keyOf(stop) === key);

// What is in a menu that has closed cannot have the focus: its summary has it.
function take(stop) {
  const folded = stop?.closest("details:not([open])");
  (folded && !stop.matches("summary") ? folded.querySelector("summary") : stop)?.focus();
}

let held = null;
document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  if (!active || active === document.body || !event.target.contains(active)) { held = null; return; }
  const row = active.closest("li[id], tr[id], section[id]");
  const key = keyOf(active);
  const line = [...event.target.querySelectorAll("li")].indexOf(active.closest("li"));
  held = { id: row?.id, next: row?.nextElementSibling?.id, key, place: alike(key).indexOf(active), line };
});
document.addEventListener("htmx:afterSettle", (event) => {
  const bad = event.target.querySelector?.("[data-focus-first]");
  if (bad) { bad.focus(); return; }
  if (!held || document.activeElement !== document.body) return;
  const row = document.getElementById(held.id ?? "") ?? document.getElementById(held.next ?? "");
  const stops = [...(row?.querySelectorAll(STOPS) ?? [])];
  const same = alike(held.key);
  const line = event.target.querySelectorAll?.("li")[held.line]?.querySelector(STOPS);
  take(stops.find((stop) => keyOf(stop) === held.key) ?? stops[0] ?? same[held.place] ?? same.at(-1) ?? line);
  held = null;
});
