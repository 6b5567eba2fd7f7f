"""axe-core on the page as it is shown: WCAG 2.2, levels A and AA."""

from collections.abc import Mapping

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
# The size of targets (2.5.8) is off by default. Without preload axe does not fetch the style sheets again; without
# selectors it does not look for the shortest one of everything it tried: where a fault is, is told from its element.
BEGIN = """
    (tags) => {
      const name = (one) => one.id ? `${one.localName}#${one.id}` : [one.localName, ...one.classList].join(".");
      const way = (one) => one ? [...(one.id ? [] : way(one.parentElement)), name(one)] : [];
      const line = (rule, node) =>
        `${rule.id} (${rule.impact}): ${way(node.element).join(" > ")}: ${node.failureSummary}`;
      window.loketFaults = axe.run(document, {
        runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}, resultTypes: ["violations"],
        preload: false, selectors: false, elementRef: true,
      }).then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) => line(rule, node))));
    }
"""
LIST_FITS = """() => {
  const table = document.querySelector("#result_list");
  return table.scrollWidth <= table.parentElement.clientWidth;
}"""
WIDER = """
    () => {
      const root = document.scrollingElement, width = root.clientWidth;
      if (root.scrollWidth <= width) { return []; }
      const right = (element) => Math.ceil(element.getBoundingClientRect().right);
      const wide = [...document.querySelectorAll("body *")].filter((element) => right(element) > width);
      const name = (element) => `${element.tagName} ${element.className}: ${right(element)}`;
      return [`${root.scrollWidth} wide`, ...wide.slice(0, 8).map(name)];
    }
"""


def faults_on(pages: Mapping[str, Page]) -> list[str]:
    """All pages at once, for each has a process of its own: name of the page, rule, weight, where, why."""
    for page in pages.values():
        page.wait_for_load_state()  # half a page would have half its faults
        if not page.evaluate("'axe' in window"):
            page.evaluate(f"{AXE_SCRIPT}\n;null")
        page.evaluate(BEGIN, TAGS)
    return [
        f"{name}: {' '.join(fault.split())}"
        for name, page in pages.items()
        for fault in page.evaluate("window.loketFaults")
    ]


def wider_than_window(page: Page) -> list[str]:
    """What makes the page scroll sideways; nothing when it fits."""
    return page.evaluate(WIDER)


def list_fits(page: Page) -> bool:
    """Whether all columns of a list of the admin are seen without scrolling it."""
    return page.evaluate(LIST_FITS)
