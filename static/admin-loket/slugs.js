// The web address of a row that is added follows its name, as that of a record does: the copy of the empty row loses
// that tie, and staff would have to make up an address.
function tieSlugs(event) {
  const known = document.getElementById("django-admin-prepopulated-fields-constants");
  const start = `id_${event.detail.formsetName}-`;
  for (const field of JSON.parse(known?.dataset.prepopulatedFields ?? "[]")) {
    const [before, end] = field.id.split("__prefix__");
    if (before !== `#${start}`) continue;
    const slug = event.target.querySelector(`[id^="${start}"][id$="${end}"]`);
    if (!slug) continue;
    const number = slug.id.slice(start.length, -end.length);
    const names = field.dependency_ids.map((id) => id.replace("__prefix__", number));
    window.django.jQuery(slug).prepopulate(names, field.maxLength, field.allowUnicode);
  }
}

document.addEventListener("formset:added", tieSlugs);
