// "Copy": the nearest marked text goes to the clipboard.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const source = button.closest("section, main, li")?.querySelector("[data-copy-source]");
  if (source) await navigator.clipboard?.writeText(source.textContent.trim());
});
