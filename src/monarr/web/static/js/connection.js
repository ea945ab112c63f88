// Connection lost: a thin bar says since when and when the next try is; old numbers turn dim.
const bar = document.getElementById("lost");
const alarm = document.getElementById("alarm");
let since = null;
let next = 0;
let ticking = null;

function show() {
  const words = bar.querySelector("[data-template]");
  const at = since.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const text = words.dataset.template.replace("{at}", at).replace("{seconds}", String(Math.max(0, Math.ceil((next - Date.now()) / 1000))));
  words.textContent = text;
  return text;
}

document.body.addEventListener("htmx:sseError", () => {
  next = Date.now() + 4000;
  if (since) return;
  since = new Date();
  bar.hidden = false;
  document.body.classList.add("is-lost");
  alarm.textContent = show();
  ticking = setInterval(show, 1000);
});
document.body.addEventListener("htmx:sseOpen", () => {
  if (!since) return;
  since = null;
  clearInterval(ticking);
  bar.hidden = true;
  alarm.textContent = "";
  document.body.classList.remove("is-lost");
});
addEventListener("scroll", () => document.body.classList.toggle("scrolled", scrollY > 40), { passive: true });
