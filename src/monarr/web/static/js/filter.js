// Long lists on one page: find by name, hide what is at zero. What only works with script shows itself here.
function show(root) { for (const element of root.querySelectorAll("[data-needs-script]")) element.hidden = false; }
show(document);
document.addEventListener("htmx:afterSwap", (event) => show(event.target));

function sift(target) {
  const list = document.querySelector(target);
  const words = document.querySelector(`[data-filter="${target}"]`)?.value.trim().toLowerCase() ?? "";
  const counting = document.querySelector(`[data-hide-zero="${target}"]`)?.checked;
  let shown = 0;
  for (const row of list.children) {
    const zero = Number(row.querySelector("input")?.value || 0) === 0;
    row.hidden = !row.dataset.name.toLowerCase().includes(words) || (counting && zero && !row.contains(document.activeElement));
    shown += row.hidden ? 0 : 1;
  }
  const count = document.querySelector(`[data-filter-count="${target}"]`);
  if (count) count.textContent = count.dataset.words.replace("{shown}", shown).replace("{all}", list.children.length);
}

document.addEventListener("input", (event) => {
  const tool = event.target.closest("[data-filter], [data-hide-zero]");
  if (tool) sift(tool.dataset.filter ?? tool.dataset.hideZero);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest?.("[data-filter]")) event.preventDefault();
});
