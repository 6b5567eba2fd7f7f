/** Names of municipalities, for a map without tiles. A name stands below its place, or below the point drawn there;
 *  one that would lie over another name or a point, or that the edge would cut, is left out until one zooms in.
 */
const LETTER = 6.6;
const LINE = 16;

function iconOf(name) {
  const box = document.createElement("span");
  const dot = document.createElement("span");
  dot.className = "map-label__dot";
  const text = document.createElement("span");
  text.className = "map-label__text";
  text.textContent = name;
  box.append(dot, text);
  return L.divIcon({ className: "map-label", html: box, iconSize: [0, 0] });
}

function areaOf({ x, y }, halfWidth, halfHeight) {
  return { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
}

function overlap(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Whether the edge of the map runs through the name of a place that is in view. */
function isCut(map, place, halfWidth, below) {
  const size = map.getSize();
  const { x, y } = map.latLngToContainerPoint(place);
  const isSeen = x >= 0 && x <= size.x && y >= 0 && y <= size.y;
  return isSeen && (x < halfWidth || x + halfWidth > size.x || y + below + LINE / 2 > size.y);
}

export function drawLabels(map, places) {
  map.createPane("labels").classList.add("map-labels");
  const names = places.map(([name, lat, lon]) => ({
    name,
    marker: L.marker([lat, lon], { icon: iconOf(name), interactive: false, keyboard: false, pane: "labels" }),
  }));
  const group = L.layerGroup(names.map((one) => one.marker));
  let circles = [];

  function arrange(drawn) {
    circles = drawn.map(({ marker, element }) => ({
      ...map.latLngToLayerPoint(marker.getLatLng()),
      radius: element.offsetWidth / 2 + 2,
    }));
    const taken = circles.map((one) => areaOf(one, one.radius, one.radius));
    for (const { name, marker } of names) {
      const element = marker.getElement();
      if (!element) {
        continue;
      }
      const point = map.latLngToLayerPoint(marker.getLatLng());
      const over = circles.find((one) => Math.hypot(one.x - point.x, one.y - point.y) < one.radius);
      const below = (over ? over.y - point.y + over.radius : 4) + LINE / 2;
      const half = (name.length * LETTER) / 2;
      const area = areaOf({ x: point.x, y: point.y + below }, half, LINE / 2);
      const free = !isCut(map, marker.getLatLng(), half, below) && !taken.some((other) => overlap(area, other));
      element.querySelector(".map-label__text").style.top = `${below}px`;
      element.classList.toggle("map-label--hidden", !free);
      if (free) {
        taken.push(area);
      }
    }
  }

  return { group, arrange };
}
