// What a person has open stays open: a live update of its place waits until the menu, question or panel is closed.
const OPEN = "details.menu[open], details.override[open], dialog[open], :popover-open";
const late = new Map();

document.addEventListener("htmx:beforeSwap", (event) => {
  const cause = event.detail.requestConfig?.triggeringEvent?.type ?? "";
  if (!cause.startsWith("sse:") || !event.target.querySelector(OPEN)) return;
  event.detail.shouldSwap = false;
  late.set(event.target, cause);
});

function catchUp() {
  for (const [place, cause] of late) {
    if (place.querySelector(OPEN)) continue;
    late.delete(place);
    window.htmx.trigger(place, cause);
  }
}
document.addEventListener("toggle", catchUp, true);
document.addEventListener("close", catchUp, true);
