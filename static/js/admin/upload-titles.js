// The title that Wagtail proposes for an uploaded file, made readable: « jardin-partage_v2.jpg »
// gives « jardin partage v2 ». hub/core/images/file_titles.py does the same on the server.

const EVENTS = ["wagtail:images-upload", "wagtail:documents-upload"];
// Names given by cameras, phones and programs are unchanged: their owner searches for them.
const CAMERA_NAME =
  /^(img|image|dsc|dscn|dscf|pict?|pxl|photo|capture|screenshot|scan)?[\W_]*\d[\d\W_]*(x\d+)?$/i;
// Titles proposed on this screen: another file may replace these, never a typed title.
const proposed = new Set();

function readableTitle(filename) {
  let name = filename.replace(/\.[^.\s]{1,5}$/, "");
  try {
    name = decodeURIComponent(name);
  } catch {
    // A percent sign that is not an escape.
  }
  if (CAMERA_NAME.test(name)) return name.trim();
  const words = /\s/.test(name.trim()) ? name.replace(/_/g, " ") : name.replace(/[_-]/g, " ");
  return words.replace(/\s+/g, " ").trim() || name.trim();
}

function propose(filename, maxLength) {
  const title = readableTitle(filename);
  const kept = maxLength > 0 ? title.slice(0, maxLength) : title;
  proposed.add(kept);
  return kept;
}

for (const event of EVENTS) {
  document.addEventListener(event, ({ detail }) => {
    detail.data.title = propose(detail.filename, detail.maxTitleLength);
  });
}

// Before the scripts that propose a title, which leave one that is filled. wagtailmedia's takes
// the name of the file as it is, without an event: its form says where the title is.
document.addEventListener(
  "input",
  ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.type !== "file") return;
    const { readableTitle: own, wSyncTargetValue: wagtails } = target.dataset;
    const title = (own || wagtails) && document.querySelector(own || wagtails);
    if (!title || !target.files.length) return;
    if (proposed.has(title.value)) title.value = "";
    if (own && !title.value) title.value = propose(target.files[0].name, title.maxLength);
  },
  { capture: true },
);
