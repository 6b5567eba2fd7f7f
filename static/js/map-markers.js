/** Groups, shared places and points as buttons: reachable by Tab, opened by Enter or Space. */
import { openPopup } from "./map-popup.js";

function words(text, count, place) {
  return text.replace("{n}", count).replace("{p}", place ?? "");
}

function sizeOf(count) {
  return count === 1 ? 24 : Math.min(64, 28 + Math.round(10 * Math.log10(count) * 1.6));
}

function iconOf(data) {
  const size = sizeOf(data.count);
  const kind = data.box ? "group" : data.precise ? "point" : "ring";
  const inner = document.createElement("span");
  inner.className = "map-marker__count";
  inner.textContent = data.count > 1 ? data.count.toLocaleString(document.documentElement.lang) : "";
  return L.divIcon({ className: `map-marker map-marker--${kind}`, html: inner, iconSize: [size, size] });
}

function nameOf(data, texts) {
  if (data.box) {
    return words(texts.textGroup, data.count);
  }
  return data.count === 1 ? `${data.name}, ${data.place}` : words(texts.textPlace, data.count, data.place);
}

function open(map, marker, data, texts, query) {
  const [west, south, east, north] = data.box ?? [];
  if (data.box && map.getZoom() < map.getMaxZoom()) {
    map.fitBounds([[south, west], [north, east]], { padding: [40, 40], maxZoom: map.getMaxZoom() });
    map.getContainer().focus({ preventScroll: true });
  } else {
    openPopup(map, marker, data, texts, query);
  }
}

export function drawMarkers(map, layer, markers, texts, query) {
  const focused = document.activeElement?.closest(".map-marker")?.getAttribute("aria-label");
  layer.clearLayers();
  return markers.map((data) => {
    const marker = L.marker([data.lat, data.lon], { icon: iconOf(data), title: nameOf(data, texts) });
    marker.addTo(layer);
    const element = marker.getElement();
    element.setAttribute("aria-label", nameOf(data, texts));
    marker.on("click", () => open(map, marker, data, texts, query));
    element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        event.stopPropagation();
        open(map, marker, data, texts, query);
      }
    });
    if (focused && focused === nameOf(data, texts)) {
      element.focus({ preventScroll: true });
    }
    return { marker, data, element };
  });
}
