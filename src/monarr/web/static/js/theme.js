// Runs before the first paint: "system" becomes the system's theme, so that nothing flashes.
(function () {
  var root = document.documentElement;
  if (root.dataset.theme !== "system") return;
  var light = window.matchMedia("(prefers-color-scheme: light)");
  var set = function () { root.dataset.theme = light.matches ? "light" : "dark"; };
  set();
  light.addEventListener("change", set);
})();
