/** data-loket-menu: a disclosure menu closes with Escape (focus back on its button) and when the focus leaves it. */
for (const menu of document.querySelectorAll("details[data-loket-menu]")) {
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) {
      menu.open = false;
    }
  });
}
