// Sheets and dialogs. A link with data-sheet opens the block "sheet" of its page beside this one; the <dialog> holds
// the focus and gives it back to its opener. Questions are popovers as well, so that they open without this script.
const dialog = document.getElementById("sheet-dialog");
const body = document.getElementById("sheet");

document.addEventListener("click", async (event) => {
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
  const link = event.target.closest("a[data-sheet]");
  if (link && plain && dialog) {
    event.preventDefault();
    await window.htmx.ajax("GET", link.href, { target: "#sheet", swap: "innerHTML" });
    if (!dialog.open) dialog.showModal();
    body.querySelector("[data-focus-first], input:not([type=hidden]), select, textarea")?.focus();
    return;
  }
  const opener = event.target.closest("[data-open]");
  if (opener) {
    const asked = document.getElementById(opener.dataset.open);
    if (asked instanceof HTMLDialogElement) { event.preventDefault(); opener.closest("details.menu")?.removeAttribute("open"); asked.showModal(); }
    return;
  }
  const close = event.target.closest("[data-close]");
  const holder = close?.closest("dialog");
  if (holder) { event.preventDefault(); holder.close(); return; }
  if (event.target instanceof HTMLDialogElement && event.target.open) event.target.close();
});

dialog?.addEventListener("close", () => { body.replaceChildren(); });
