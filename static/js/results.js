/** After a swap of the results: open disclosures stay open, the other language gets the same question, and a reader
 *  who followed a link lands on the count.
 *
 *  Without this the focus would be lost with the link that was replaced (a page number, a choice taken away).
 */
let opened = [];
let requester = null;

function facets() {
  return [...document.querySelectorAll("#facets fieldset")];
}

function nameOf(facet) {
  return facet.querySelector("input")?.name;
}

document.addEventListener("htmx:beforeSwap", (event) => {
  opened = facets().filter((facet) => facet.querySelector("details[open]")).map(nameOf);
  requester = event.detail.requestConfig?.elt ?? null;
});

document.addEventListener("htmx:afterSettle", () => {
  for (const facet of facets()) {
    if (opened.includes(nameOf(facet))) {
      facet.querySelector("details")?.setAttribute("open", "");
    }
  }
  for (const link of document.querySelectorAll(".languages a")) {
    link.search = window.location.search;
  }
  const title = document.getElementById("results-title");
  if (title && requester?.matches("a") && document.activeElement === document.body) {
    title.focus({ preventScroll: true });
    title.scrollIntoView({ block: "nearest" });
  }
});
