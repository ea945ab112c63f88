// Toasts: 8 seconds, waiting while hovered or focused; errors stay until closed; at most three.
const region = document.getElementById("toasts");
const LIFE_MS = 8000;

function run(toast) {
  if (toast.dataset.running) return;
  toast.dataset.running = "yes";
  const close = () => toast.remove();
  toast.querySelector("[data-shut]")?.addEventListener("click", close);
  if (toast.dataset.toast === "bad") return;
  let timer = setTimeout(close, LIFE_MS);
  const hold = () => clearTimeout(timer);
  const go = () => { hold(); if (!toast.matches(":hover, :focus-within")) timer = setTimeout(close, LIFE_MS); };
  toast.addEventListener("mouseenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("mouseleave", go);
  toast.addEventListener("focusout", () => setTimeout(go));
}

function look() {
  const all = [...region.querySelectorAll(".toast")];
  all.forEach(run);
  all.slice(0, Math.max(0, all.length - 3)).forEach((toast) => toast.remove());
}

if (region) {
  look();
  new MutationObserver(look).observe(region, { childList: true });
}
