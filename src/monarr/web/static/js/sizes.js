// Sizes per minute: what a row means is said again while its numbers are typed.
const said = (megabytes) => megabytes >= 1000 ? `${(megabytes / 1000).toFixed(1)} GB` : `${Math.round(megabytes)} MB`;
document.addEventListener("input", (event) => {
  const form = event.target.closest("[data-sizes]");
  const row = event.target.closest("tr");
  if (!form || !row) return;
  const [least, , most] = [...row.querySelectorAll("input.size-input")].map((input) => input.value === "" ? null : Number(input.value));
  for (const cell of row.querySelectorAll("[data-minutes]")) {
    const minutes = Number(cell.dataset.minutes);
    const words = most === null ? (least ? form.dataset.open : form.dataset.any) : form.dataset.range;
    cell.textContent = words.replace("{least}", said((least ?? 0) * minutes)).replace("{most}", said((most ?? 0) * minutes));
  }
});
