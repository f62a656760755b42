/* Names the search boxes that Django's autocomplete puts in the place of its selects: they announce
   the chosen value alone, and nothing at all while there is none. */
"use strict";

(function () {
  function name() {
    document.querySelectorAll(".select2-selection[role=combobox]").forEach(function (box) {
      const value = box.querySelector(".select2-selection__rendered");
      const select = box.closest(".select2-container").previousElementSibling;
      const label = select && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
      if (value && label) {
        label.id = label.id || `${select.id}_label`;
        value.removeAttribute("role"); // a nameless text box inside the named one
        value.removeAttribute("aria-readonly");
        box.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
      }
    });
  }

  if (window.django && window.django.jQuery) {
    window.django.jQuery(name); // ready handlers run in turn; the autocomplete's came first
  }
  document.addEventListener("formset:added", function () {
    window.setTimeout(name, 0); // after the autocomplete has set itself up
  });
})();
