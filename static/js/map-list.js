/** The list beside the map: what is in view, linked to the points. Pointing at a name shows where it is. */
function entry(row) {
  const item = document.createElement("li");
  item.className = "map-entry";
  item.dataset.lat = row.lat;
  item.dataset.lon = row.lon;
  const anchor = document.createElement("a");
  anchor.href = row.url;
  anchor.textContent = row.name;
  const note = document.createElement("span");
  note.className = "map-entry__note";
  note.textContent = [row.kind, row.place].filter(Boolean).join(" · ");
  item.append(anchor, " ", note);
  return item;
}

function nearest(map, drawn, item) {
  const here = map.latLngToLayerPoint([Number(item.dataset.lat), Number(item.dataset.lon)]);
  let best = null;
  let least = Infinity;
  for (const one of drawn) {
    const distance = here.distanceTo(map.latLngToLayerPoint(one.marker.getLatLng()));
    if (distance < least) {
      [best, least] = [one, distance];
    }
  }
  return best;
}

function link(map, drawn, item) {
  const point = nearest(map, drawn, item);
  if (!point) {
    return;
  }
  const mark = (on) => () => point.element.classList.toggle("map-marker--shown", on);
  item.addEventListener("mouseenter", mark(true));
  item.addEventListener("mouseleave", mark(false));
  item.addEventListener("focusin", mark(true));
  item.addEventListener("focusout", mark(false));
}

export function showList(map, data, drawn, texts, parameters) {
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const title = document.querySelector("[data-loket-map-count]");
  title.textContent = texts.textFound.replace("{n}", number(data.inView)).replace("{t}", number(data.placed));
  const items = data.rows.map(entry);
  document.querySelector("[data-loket-map-list]").replaceChildren(...items);
  items.forEach((item) => link(map, drawn, item));
  document.querySelector("[data-loket-map-more]").href = `${texts.listUrl}?${parameters}`;
}
