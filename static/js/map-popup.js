/** What a point or a shared place holds, as a list of links. The focus goes in, and back to the point on closing. */
function link(row) {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  anchor.href = row.url;
  anchor.textContent = row.name;
  const note = document.createElement("span");
  note.className = "map-entry__note";
  note.textContent = [row.kind, row.place, row.note].filter(Boolean).join(" · ");
  item.append(anchor, " ", note);
  return item;
}

function content(rows, count, texts, listAddress) {
  const box = document.createElement("div");
  box.className = "map-popup";
  box.tabIndex = -1;
  const list = document.createElement("ul");
  list.className = "map-popup__list";
  list.append(...rows.map(link));
  box.append(list);
  if (count > rows.length) {
    const more = document.createElement("a");
    more.href = listAddress;
    more.textContent = texts.textMore.replace("{n}", count - rows.length);
    box.append(more);
  }
  return box;
}

async function rowsOf(data, texts, parameters) {
  if (data.name) {
    return [data];
  }
  const answer = await fetch(`${texts.url}?${parameters}`);
  return answer.ok ? (await answer.json()).rows : [];
}

/** The map may have moved to make room, and its points drawn anew: find the point by its name. */
function pointNamed(map, name) {
  const points = [...map.getContainer().querySelectorAll(".map-marker")];
  return points.find((one) => one.getAttribute("aria-label") === name);
}

export async function openPopup(map, marker, data, texts, query) {
  const name = marker.getElement().getAttribute("aria-label");
  const [west, south, east, north] = data.box ?? [data.lon, data.lat, data.lon, data.lat];
  const parameters = new URLSearchParams(query);
  // A point's place comes rounded; a hair around it holds the point itself.
  const hair = 0.000002;
  parameters.set("bbox", [west - hair, south - hair, east + hair, north + hair].join(","));
  const rows = await rowsOf(data, texts, parameters);
  const box = content(rows, data.count, texts, `${texts.listUrl}?${parameters}`);
  const popup = L.popup({ maxHeight: map.getSize().y - 160 }).setLatLng(marker.getLatLng()).setContent(box);
  popup.on("add", () => {
    popup.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", texts.textClose);
    box.focus({ preventScroll: true });
    popup.getElement().addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        popup.close();
      }
    });
  });
  popup.on("remove", () => {
    if (document.activeElement === document.body || popup.getElement().contains(document.activeElement)) {
      pointNamed(map, name)?.focus({ preventScroll: true });
    }
  });
  popup.openOn(map);
}
