/** The list beside the map: what is in view, linked to the points. Pointing at a name shows where it is. A page that has
 *  a list of its own (data-loket-map-item, with data-lat and data-lon) keeps it.
 */
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

function link(map, drawn, item, signal) {
  const point = nearest(map, drawn, item);
  if (!point) {
    return;
  }
  const mark = (on) => () => point.element.classList.toggle("map-marker--shown", on);
  for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) {
    item.addEventListener(event, mark(on), { signal });
  }
}

let linked = new AbortController();

export function showList(map, data, drawn, texts, parameters) {
  const number = (value) => value.toLocaleString(document.documentElement.lang);
  const title = document.querySelector("[data-loket-map-count]");
  title.textContent = texts.textFound.replace("{n}", number(data.inView)).replace("{t}", number(data.placed));
  const list = document.querySelector("[data-loket-map-list]");
  list?.replaceChildren(...data.rows.map(entry));
  const items = list ? list.children : document.querySelectorAll("[data-loket-map-item]");
  // The points were drawn anew: an item that stayed forgets the point it had.
  linked.abort();
  linked = new AbortController();
  [...items].forEach((item) => link(map, drawn, item, linked.signal));
  document.querySelector("[data-loket-map-rest]")?.toggleAttribute("hidden", data.inView <= data.rows.length);
  document.querySelector("[data-loket-map-more]").href = `${texts.listUrl}?${parameters}`;
}
