/** The background of the map. Until a tile arrives, and where none does, the map shows place names on a plain ground. */
const MOST_FAILURES = 4;

export function addTiles(map, { tiles, attribution }, labels) {
  map.getContainer().classList.add("map--plain");
  labels.addTo(map);
  if (!tiles) {
    return;
  }
  let failures = 0;
  const layer = L.tileLayer(tiles, { attribution, maxZoom: 17 });
  layer.once("tileload", () => {
    map.getContainer().classList.remove("map--plain");
    labels.remove();
  });
  layer.on("tileerror", () => {
    failures += 1;
    if (failures === MOST_FAILURES && map.getContainer().classList.contains("map--plain")) {
      layer.remove();
    }
  });
  layer.addTo(map);
}
