/** Buttons that only a script can serve: they are hidden (.needs-script) until bound here.
 *
 *  data-loket-print          prints the page
 *  data-loket-copy-link      copies the address of this page; data-loket-done holds the words to show then
 */
function ready(button, act) {
  button.addEventListener("click", act);
  button.dataset.loketReady = "";
}

async function copyLink(button) {
  await navigator.clipboard.writeText(window.location.href);
  const words = button.textContent;
  button.textContent = button.dataset.loketDone;
  window.setTimeout(() => {
    button.textContent = words;
  }, 3000);
}

for (const button of document.querySelectorAll("[data-loket-print]")) {
  ready(button, () => window.print());
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-loket-copy-link]")) {
    ready(button, () => copyLink(button));
  }
}
