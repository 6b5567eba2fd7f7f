/** The map with its list in step: [data-loket-map]. Points come from data-url for the box in view and the filters in
 *  force (data-loket-map-query, which htmx renews); the server groups them, so the page stays light at any number.
 */
import { drawLabels } from "./map-labels.js";
import { showList } from "./map-list.js";
import { drawMarkers } from "./map-markers.js";
import { addTiles } from "./map-tiles.js";

const WAIT = 200;
const CELL = 40; // least distance between points, in pixels

function cornersOf(bounds) {
  return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((n) => n.toFixed(5)).join(",");
}

function withBox(query, box) {
  const parameters = new URLSearchParams(query);
  parameters.set("bbox", box);
  return parameters;
}

function start(element) {
  const texts = element.dataset;
  const [west, south, east, north] = texts.box.split(",").map(Number);
  element.hidden = false;
  document.querySelectorAll("[data-loket-map-legend]").forEach((one) => { one.hidden = false; });
  document.getElementById("map-overview")?.classList.add("overview--replaced");
  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const map = L.map(element, {
    minZoom: 7, maxZoom: 17, zoomControl: false, zoomSnap: 0.25, scrollWheelZoom: false, inertia: moves,
    fadeAnimation: moves, zoomAnimation: moves, markerZoomAnimation: moves,
  });
  map.attributionControl.setPrefix(false);
  L.control.zoom({ zoomInTitle: texts.textIn, zoomOutTitle: texts.textOut }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.fitBounds([[south, west], [north, east]]);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  const labels = drawLabels(map, JSON.parse(texts.labels));
  addTiles(map, texts, labels.group);
  const layer = L.layerGroup().addTo(map);
  let timer = 0;
  let controller = new AbortController();
  let moved = false;

  function query() {
    return document.querySelector("[data-loket-map-query]")?.dataset.loketMapQuery;
  }

  async function load() {
    controller.abort();
    controller = new AbortController();
    if (query() === undefined) {
      return; // this page has made way for another while the map was still moving
    }
    const box = cornersOf(map.getBounds());
    const parameters = withBox(query(), box);
    if (moved) {
      window.history.replaceState(window.history.state, "", `?${withBox(query(), box).toString().replaceAll("%2C", ",")}`);
    }
    parameters.set("cells", String(Math.max(3, Math.min(24, Math.round(map.getSize().x / CELL)))));
    try {
      const answer = await fetch(`${texts.url}?${parameters}`, { signal: controller.signal });
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const data = await answer.json();
      if (query() === undefined) {
        return;
      }
      const drawn = drawMarkers(map, layer, data.markers, texts, query());
      labels.arrange(drawn);
      showList(map, data, drawn, texts, withBox(query(), box));
    } catch (error) {
      if (error.name !== "AbortError") {
        document.querySelector("[data-loket-map-count]").textContent = texts.textFailed;
      }
    }
  }

  map.on("moveend", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(load, WAIT);
  });
  map.on("dragend zoomend keydown", () => {
    moved = true;
  });
  document.addEventListener("htmx:afterSettle", load);
  load();
}

const element = document.querySelector("[data-loket-map]");
if (element && window.L) {
  start(element);
}
