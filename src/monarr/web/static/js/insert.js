// Tokens go into the field of their group (data-patterns) that was typed in last. Without script they stand there to be read.
let last = null;

document.addEventListener("focusin", (event) => {
  if (event.target.matches("[data-pattern]")) last = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  const group = button.closest("[data-patterns]");
  const field = group?.contains(last) ? last : group?.querySelector("[data-pattern]");
  if (!field) return;
  const start = field.selectionStart ?? field.value.length;
  field.setRangeText(button.dataset.insert, start, field.selectionEnd ?? start, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

for (const words of document.querySelectorAll("[data-insert]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = words.className;
  button.dataset.insert = words.dataset.insert;
  button.textContent = words.textContent;
  words.replaceWith(button);
}
