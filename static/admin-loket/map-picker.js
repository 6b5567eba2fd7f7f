// A map beside the latitude and longitude of a site. The text fields are the truth; the map helps to fill them.
// Bound to inputs with data-map-picker="latitude"; options in data-tiles, data-attribution, data-map-label, data-marker-label.

const CENTRE = [51.95, 4.5];
const STEP = 4; // pixels for one arrow key; with Shift ten times as far

function numberOf(input) {
  const value = Number.parseFloat(input.value.replace(",", "."));
  return Number.isFinite(value) ? value : null;
}

function write(latitude, longitude, point) {
  latitude.value = point.lat.toFixed(5);
  longitude.value = point.lng.toFixed(5);
  for (const input of [latitude, longitude]) input.dispatchEvent(new Event("change", { bubbles: true }));
}

function markerFor(map, point, label) {
  const icon = L.divIcon({ className: "map-picker__marker", iconSize: [22, 22] });
  const marker = L.marker(point, { icon, draggable: true, keyboard: true }).addTo(map);
  const element = marker.getElement();
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", label);
  return marker;
}

function moved(map, marker, event) {
  const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  const step = steps[event.key];
  if (!step) return null;
  const size = event.shiftKey ? STEP * 10 : STEP;
  return map.unproject(map.project(marker.getLatLng()).add([step[0] * size, step[1] * size]));
}

function bind(latitude) {
  const longitude = document.getElementById(latitude.id.replace(/latitude$/, "longitude"));
  const fieldset = latitude.closest("fieldset");
  if (!longitude || !fieldset || fieldset.querySelector(".map-picker__map")) return;

  const box = document.createElement("div");
  box.className = "map-picker__map";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", latitude.dataset.mapLabel);
  fieldset.append(box);

  const moves = !matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animations = { fadeAnimation: moves, zoomAnimation: moves, markerZoomAnimation: moves, inertia: moves };
  const map = L.map(box, { center: CENTRE, zoom: 9, scrollWheelZoom: false, ...animations });
  map.attributionControl.setPrefix(false);
  L.control.scale({ imperial: false }).addTo(map);
  if (latitude.dataset.tiles) {
    L.tileLayer(latitude.dataset.tiles, { attribution: latitude.dataset.attribution, maxZoom: 19 }).addTo(map);
  }

  let marker = null;
  const put = (point, fill) => {
    if (!marker) {
      marker = markerFor(map, point, latitude.dataset.markerLabel);
      marker.on("dragend", () => put(marker.getLatLng(), true));
      marker.getElement().addEventListener("keydown", (event) => {
        const target = moved(map, marker, event);
        if (!target) return;
        event.preventDefault();
        event.stopPropagation();
        put(target, true);
      });
    }
    marker.setLatLng(point);
    map.panInside(point, { padding: [40, 40] });
    if (fill) write(latitude, longitude, marker.getLatLng());
  };
  const read = () => {
    const point = [numberOf(latitude), numberOf(longitude)];
    if (point.includes(null)) {
      if (marker) marker.remove();
      marker = null;
    } else put(point, false);
  };
  map.on("click", (event) => put(event.latlng, true));
  latitude.addEventListener("change", read);
  longitude.addEventListener("change", read);
  read();
  if (marker) map.setView(marker.getLatLng(), 13);
  new ResizeObserver(() => map.invalidateSize()).observe(box);
}

function bindAll(root) {
  for (const input of root.querySelectorAll('[data-map-picker="latitude"]')) {
    if (!input.id.includes("__prefix__")) bind(input);
  }
}

bindAll(document);
document.addEventListener("formset:added", (event) => bindAll(event.target));
