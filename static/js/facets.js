/** A facet form answers at once: choosing an option asks for the new results (htmx swaps them in).
 *
 *  <form data-loket-facets hx-get hx-target="#results" hx-select="#results" hx-push-url="true" hx-trigger="submit">
 *
 *  The form keeps its "Show results" button for whoever has no script; the button stays, so that the keyboard order
 *  does not change. After a swap the field that had the focus gets it back.
 */
const WAIT = 250;

let timer = 0;

function submitSoon(form) {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => form.requestSubmit(), WAIT);
}

function focusKey(element) {
  return element && element.name ? { name: element.name, value: element.value } : null;
}

function restoreFocus(key) {
  if (!key || document.activeElement !== document.body) {
    return;
  }
  for (const field of document.getElementsByName(key.name)) {
    if (field.value === key.value) {
      field.focus({ preventScroll: true });
      return;
    }
  }
}

let key = null;

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (form && form.matches("[data-loket-facets]") && event.target.matches("input[type=checkbox], select")) {
    submitSoon(form);
  }
});
document.addEventListener("htmx:beforeSwap", () => {
  key = focusKey(document.activeElement);
});
document.addEventListener("htmx:afterSettle", () => restoreFocus(key));
