// The eye beside a password shows what was typed, as long as it is pressed in.
document.addEventListener("click", (event) => {
  const eye = event.target.closest("[data-reveal]");
  if (!eye) return;
  const field = document.getElementById(eye.dataset.reveal);
  const shown = field.type === "text";
  field.type = shown ? "password" : "text";
  eye.setAttribute("aria-pressed", String(!shown));
});
