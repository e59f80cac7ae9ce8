// The title that Wagtail proposes for an uploaded file, made readable: « jardin-partage_v2.jpg »
// gives « jardin partage v2 ». hub/core/file_titles.py does the same on the server.

const EVENTS = ["wagtail:images-upload", "wagtail:documents-upload"];
// Names that cameras, phones and programs give are kept: their owner looks for them as they are.
const CAMERA_NAME =
  /^(img|image|dsc|dscn|dscf|pict?|pxl|photo|capture|screenshot|scan)?[\W_]*\d[\d\W_]*(x\d+)?$/i;

export function readableTitle(filename) {
  let name = filename.replace(/\.[^.\s]{1,5}$/, "");
  try {
    name = decodeURIComponent(name);
  } catch {
    // A per cent sign that encodes nothing.
  }
  if (CAMERA_NAME.test(name)) return name.trim();
  const words = /\s/.test(name.trim()) ? name.replace(/_/g, " ") : name.replace(/[_-]/g, " ");
  return words.replace(/\s+/g, " ").trim() || name.trim();
}

for (const event of EVENTS) {
  document.addEventListener(event, ({ detail }) => {
    const title = readableTitle(detail.filename);
    detail.data.title = detail.maxTitleLength ? title.slice(0, detail.maxTitleLength) : title;
  });
}

// Files whose form says nothing when one is chosen (wagtailmedia): before its own script.
document.addEventListener(
  "change",
  ({ target }) => {
    const selector = target instanceof HTMLInputElement && target.dataset.readableTitle;
    const title = selector && target.form?.querySelector(selector);
    if (!title || title.value || !target.files.length) return;
    const proposed = readableTitle(target.files[0].name);
    title.value = title.maxLength > 0 ? proposed.slice(0, title.maxLength) : proposed;
  },
  { capture: true },
);
