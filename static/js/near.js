// The reader's territory, kept on the device (local storage) and written in the URLs of the lists.
// Nothing else is sent; without this script the URL alone holds it.

const KEPT = "territoire",
  NAME = "pres_de";
const asked = new URLSearchParams(location.search).get(NAME);
const all = (selector) => document.querySelectorAll(selector);
const note = document.querySelector("[data-near]"),
  offer = document.querySelector("[data-near-offer]");

function read() {
  try {
    const { value, label } = JSON.parse(localStorage.getItem(KEPT));
    return value && label ? { value, label } : null;
  } catch {
    return null;
  }
}

// Return whether the device keeps it: a browser may refuse storage.
function keep(territory) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(territory));
    return true;
  } catch {
    return false;
  }
}

function forget() {
  try {
    localStorage.removeItem(KEPT);
  } catch {}
}

// Write the territory in the links to lists; without a value, remove it.
function link(value) {
  for (const list of all("[data-near-link]")) {
    const url = new URL(list.href);
    if (value) url.searchParams.set(NAME, value);
    else url.searchParams.delete(NAME);
    list.href = url.pathname + url.search;
  }
}

const fields = (place = document) => place.querySelectorAll(`[name=${NAME}]`);

function fill(text) {
  for (const field of fields()) if (field.type !== "hidden") field.value = text;
}

function shown({ dataset }) {
  const territory = { value: dataset.near, label: dataset.nearLabel };
  link(territory.value);
  if (!keep(territory)) return;
  for (const state of note.querySelectorAll("[data-near-state]"))
    state.hidden = state.dataset.nearState !== "kept";
}

// Offer the kept territory on a page whose URL has none.
function propose({ value, label }) {
  link(value);
  if (!offer) return;
  const url = new URL(location.href);
  url.searchParams.set(NAME, value);
  url.searchParams.delete("page");
  offer.querySelector("a").href = url;
  offer.querySelector("[data-near-name]").textContent = label;
  offer.hidden = false;
  fill(label);
}

function start() {
  const kept = read();
  if (note) shown(note);
  // A territory that the site no longer knows.
  else if (asked && asked === kept?.value) forget();
  else if (kept && asked === null) {
    const isReturn = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
    const isHome = document.querySelector("[data-near-home]") && !location.search;
    if (isHome && !isReturn)
      location.replace(`?${new URLSearchParams({ [NAME]: kept.value })}${location.hash}`);
    else propose(kept);
  }
}

document.addEventListener("click", (event) => {
  const control = event.target.closest("[data-near-forget]");
  if (!control) return;
  forget();
  link("");
  if (control.matches("button")) {
    const field = [...fields()].find(({ type }) => type !== "hidden");
    offer.hidden = true;
    fill("");
    field?.focus();
  }
});
// An emptied field forgets too.
document.addEventListener("submit", ({ target }) => {
  const given = [...fields(target)];
  if (given.length && given.every(({ value }) => !value.trim())) forget();
});
start();
