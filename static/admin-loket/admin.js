// Repairs of the admin's skin for people who use a keyboard or a screen reader. Each function mends one thing.

function mainLandmark() {
  const main = document.getElementById("main");
  if (main) main.setAttribute("role", "main");
}

function text(selector) {
  const element = document.querySelector(selector);
  return element ? element.textContent.replace(/\s+/g, " ").trim() : "";
}

// Scrolling parts are regions that a keyboard can reach: each needs a name of its own.
function nameScrollers() {
  document.querySelectorAll(".simplebar-content-wrapper").forEach((wrapper, index) => {
    const inMenu = wrapper.closest("#nav-sidebar, #nav-sidebar-apps");
    const name = inMenu ? document.title.split("|").pop().trim() : text("h1");
    wrapper.setAttribute("aria-label", index > 1 ? `${name} ${index}` : name);
  });
}

// A select with search is replaced by a box that does not carry the label of the field.
function nameSearchSelects() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    const box = select.nextElementSibling;
    const name = (label ? label.textContent : select.getAttribute("aria-label") || select.name).trim();
    if (!box || box.dataset.named === "yes") continue;
    box.dataset.named = "yes";
    for (const part of box.querySelectorAll(".select2-selection, .select2-search__field")) {
      const shown = box.querySelector(".select2-selection__rendered");
      const value = shown && !box.querySelector(".select2-search__field") ? shown.textContent.trim() : "";
      part.removeAttribute("aria-labelledby");
      part.setAttribute("aria-label", value ? `${name}: ${value}` : name);
    }
    box.closest(".select2-container").querySelectorAll("[role=textbox]").forEach((part) => part.setAttribute("aria-label", name));
    select.addEventListener("change", () => {
      box.dataset.named = "";
    });
  }
  for (const box of document.querySelectorAll(".select2-selection[role=combobox]")) {
    const list = box.getAttribute("aria-owns");
    if (list) box.setAttribute("aria-controls", list);
    else box.removeAttribute("aria-controls");
  }
  for (const field of document.querySelectorAll(".select2-dropdown .select2-search__field:not([aria-label])")) {
    field.setAttribute("aria-label", text("h1"));
  }
}

// Icons are letters of a font: not to be read aloud where a text or a title says the same.
function hideIcons() {
  for (const icon of document.querySelectorAll(".material-symbols-outlined:not([aria-hidden])")) {
    const control = icon.closest("a, button");
    const named = !control || control.title || control.ariaLabel || control.textContent.trim() !== icon.textContent.trim();
    if (named && !icon.hasAttribute("x-on:click")) icon.setAttribute("aria-hidden", "true");
  }
}

// What can be clicked can be reached and used by keyboard.
function keyboardButtons() {
  const selector = "a[x-on\\:click]:not([href]), span[x-on\\:click], .related-widget-wrapper div[x-on\\:click]";
  for (const element of document.querySelectorAll(selector)) {
    if (element.hasAttribute("tabindex")) continue;
    element.tabIndex = 0;
    element.setAttribute("role", "button");
    const related = element.closest(".related-widget-wrapper");
    if (related || element.classList.contains("material-symbols-outlined")) element.setAttribute("aria-label", "Menu");
    element.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      element.click();
      if (related) enterMenu(element, document.getElementById(related.dataset.id));
    });
  }
}

// The menu beside a field stands at the end of the page: who opens it by keyboard is brought there, and back.
function enterMenu(button, menu) {
  window.setTimeout(() => menu?.querySelector("a[href]")?.focus(), 100);
  menu?.addEventListener("keydown", (event) => event.key === "Escape" && button.focus(), { once: true });
}

// On a narrow screen each field of a list has its heading before it, which begins with a capital.
function capitalHeadings() {
  for (const cell of document.querySelectorAll("td[data-label]")) {
    const { label } = cell.dataset;
    const capital = label.charAt(0).toLocaleUpperCase(document.documentElement.lang) + label.slice(1);
    if (label !== capital) cell.dataset.label = capital;
  }
}

// In a table of rows the heading of the column names each field.
function nameTableFields() {
  for (const cell of document.querySelectorAll("td.field-tabular[data-label]")) {
    for (const field of cell.querySelectorAll("input:not([type=hidden]), select, textarea")) {
      if (!field.labels?.length && !field.ariaLabel) field.setAttribute("aria-label", cell.dataset.label);
    }
  }
  for (const heading of document.querySelectorAll("th")) {
    if (!heading.textContent.trim() && !heading.children.length) heading.setAttribute("aria-hidden", "true");
  }
}

// The skin writes the name of a chosen file in the next box for text. Without a box of its own that is another field.
function keepFileNamesApart() {
  for (const field of document.querySelectorAll("input[type=file]")) {
    if (!field.closest("label")) field.hasChangeListener = true;
  }
}

// On a narrow screen each value of a list stands behind the name of its column; the skin gives Every Word a capital.
function capitalLabels() {
  for (const cell of document.querySelectorAll("#result_list [data-label]")) {
    const label = cell.dataset.label;
    if (label) cell.dataset.label = label[0].toUpperCase() + label.slice(1);
  }
}

let waiting = null;
function mend() {
  waiting = null;
  keepFileNamesApart();
  nameScrollers();
  nameSearchSelects();
  capitalHeadings();
  nameTableFields();
  capitalLabels();
  hideIcons();
  keyboardButtons();
}

document.addEventListener("DOMContentLoaded", () => {
  mainLandmark();
  mend();
  new MutationObserver(() => {
    if (waiting === null) waiting = window.setTimeout(mend, 50);
  }).observe(document.body, { childList: true, subtree: true });
});
