// Unsaved changes: leaving a form that was changed asks first. What only sifts a list changes nothing.
const changed = new Set(document.querySelectorAll("form[data-guard][data-changed]"));
document.addEventListener("input", (event) => { const form = event.target.closest("form[data-guard]"); if (form && !event.target.closest("[data-filter], [data-hide-zero]")) changed.add(form); });
document.addEventListener("submit", (event) => changed.delete(event.target));
const open = () => [...changed].some((form) => form.isConnected);
addEventListener("beforeunload", (event) => { if (open()) event.preventDefault(); });
document.getElementById("sheet-dialog")?.addEventListener("cancel", (event) => {
  const question = document.getElementById("leave-question")?.content.textContent.trim();
  if (open() && !window.confirm(question)) event.preventDefault(); else changed.clear();
});
