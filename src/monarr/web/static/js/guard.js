// Unsaved changes: leaving a form that was changed asks first.
const changed = new Set();
document.addEventListener("input", (event) => { const form = event.target.closest("form[data-guard]"); if (form) changed.add(form); });
document.addEventListener("submit", (event) => changed.delete(event.target));
const open = () => [...changed].some((form) => form.isConnected);
addEventListener("beforeunload", (event) => { if (open()) event.preventDefault(); });
document.getElementById("sheet-dialog")?.addEventListener("cancel", (event) => {
  const question = document.getElementById("leave-question")?.content.textContent.trim();
  if (open() && !window.confirm(question)) event.preventDefault(); else changed.clear();
});
