/* A link into a closed <details> opens it, and printing opens them all.
   Most browsers do this by themselves; pages are whole without this script. */
(function () {
  "use strict";

  function openAround(node) {
    for (let parent = node; parent; parent = parent.parentElement) {
      if (parent.tagName === "DETAILS") parent.open = true;
    }
  }

  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    openAround(target);
    const inner = target.querySelector(":scope > details");
    if (inner) inner.open = true;
    target.scrollIntoView();
  }

  let opened = [];
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", function () {
    opened = Array.from(document.querySelectorAll("main details:not([open]):not(.filters)"));
    opened.forEach(function (details) { details.open = true; });
  });
  addEventListener("afterprint", function () {
    opened.forEach(function (details) { details.open = false; });
  });
  if (location.hash) openTarget();
})();
