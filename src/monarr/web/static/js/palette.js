// The command palette: Ctrl or Cmd K, S and /. Without script the same link opens the search page.
const dialog = document.getElementById("palette-dialog");
const field = dialog?.querySelector("input");
const list = dialog?.querySelector(".palette-list");
const hits = () => [...list.querySelectorAll(".hit")];

function open() {
  if (dialog.open) return;
  document.querySelector("dialog[open]")?.close();
  dialog.showModal();
  field.select();
  window.htmx.trigger(field, "opened");
}

function light(index) {
  const all = hits();
  all.forEach((hit, at) => {
    const on = at === index;
    hit.classList.toggle("on", on);
    hit.setAttribute("aria-selected", String(on));
    hit.id = `hit-${at}`;
    hit.tabIndex = -1;
    if (on) { field.setAttribute("aria-activedescendant", hit.id); hit.scrollIntoView({ block: "nearest" }); }
  });
}

if (dialog) {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]") && !event.metaKey && !event.ctrlKey) { event.preventDefault(); open(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
    const chord = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
    const single = !typing && !event.ctrlKey && !event.metaKey && !event.altKey && document.body.dataset.keys !== "off" && (event.key === "s" || event.key === "/");
    if (chord || (single && !document.querySelector("dialog[open]"))) { event.preventDefault(); open(); }
  });
  field.addEventListener("keydown", (event) => {
    const all = hits();
    const at = all.findIndex((hit) => hit.classList.contains("on"));
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      light((at + (event.key === "ArrowDown" ? 1 : -1) + all.length) % Math.max(1, all.length));
    } else if (event.key === "Enter" && all[Math.max(0, at)]) { event.preventDefault(); all[Math.max(0, at)].click(); }
  });
  list.addEventListener("htmx:afterSettle", () => light(0));
}
