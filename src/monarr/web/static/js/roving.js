// Walls and lists are one tab stop: arrows, J and K move within; Enter opens, X selects, Shift X a range.
const STOP = "a.open, th a, a.name, a.what, .main a, .main b a";
const lists = () => document.querySelectorAll("[data-roving]");
const stops = (list) => [...list.children].map((item) => item.querySelector(STOP)).filter(Boolean);

function settle(list) {
  const all = stops(list);
  if (!all.length || all.some((stop) => stop.tabIndex === 0 && stop.dataset.roved)) return;
  all.forEach((stop, index) => { stop.tabIndex = index ? -1 : 0; stop.dataset.roved = "yes"; });
}

function columns(list) {
  const tops = [...list.children].slice(0, 40).map((item) => item.offsetTop);
  const first = tops[0];
  return Math.max(1, tops.filter((top) => top === first).length);
}

function move(list, from, by) {
  const all = stops(list);
  const to = all[Math.min(all.length - 1, Math.max(0, all.indexOf(from) + by))];
  if (!to || to === from) return;
  from.tabIndex = -1; to.tabIndex = 0; to.dataset.roved = "yes";
  to.focus();
  to.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  const stop = event.target.closest?.("[data-roved]");
  const list = stop?.closest("[data-roving]");
  if (!list || event.ctrlKey || event.metaKey || event.altKey) return;
  const across = columns(list);
  const ahead = document.dir === "rtl" ? -1 : 1;
  const by = { ArrowDown: across, ArrowUp: -across, ArrowRight: ahead, ArrowLeft: -ahead, j: across, k: -across, Home: -1e6, End: 1e6 }[event.key];
  if (by !== undefined && !(across === 1 && ["ArrowRight", "ArrowLeft"].includes(event.key))) { event.preventDefault(); move(list, stop, by); }
});

document.addEventListener("focusin", (event) => {
  const stop = event.target.closest?.("[data-roved]");
  const list = stop?.closest("[data-roving]");
  if (list) for (const other of stops(list)) if (other !== stop) other.tabIndex = -1;
  if (stop) stop.tabIndex = 0;
});

lists().forEach(settle);
document.addEventListener("htmx:afterSettle", () => lists().forEach(settle));
document.addEventListener("monarr:rows", (event) => settle(event.target));
