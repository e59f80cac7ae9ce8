// Filters without reloading: replace the results with those of the URL of the form.
// Without this script, or on any error, the form is submitted as usual.

const find = (selector, page = document) => page.querySelector(selector);
const form = find(".facets");
const path = ({ pathname, search } = location) => pathname + search;
let loading,
  shown = path();

if (form) {
  // Browsers without ::details-content: open the filters in wide windows.
  if (!CSS.supports("selector(::details-content)")) {
    const wide = matchMedia("(min-width: 62rem)");
    const unfold = () => find(".filters")?.toggleAttribute("open", wide.matches);
    wide.addEventListener("change", unfold);
    unfold();
  }
  const status = document.createElement("p");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  form.after(status);

  form.addEventListener("change", (event) => {
    if (event.target.matches("[type=checkbox], select")) load(asked());
  });
  form.addEventListener("submit", (event) => {
    if (near(asked()) !== near(location)) return; // another territory: the whole page changes
    event.preventDefault();
    load(asked(), { move: true, words: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".chips a, .map a:not(.map__point)");
    const url = link?.getAttribute("href"); // the `href` of an SVG link is no text
    if (
      !link ||
      near(url) !== near(location) ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    load(url, { move: true, words: true });
  });
  addEventListener("popstate", () => {
    if (path() !== shown) load(location.href, { words: true, back: true });
  });

  // Return the reader's territory in a URL, from a code or from a path, « code-slug ».
  function near(url) {
    return new URL(url, location).searchParams.get("pres_de")?.split("-")[0];
  }

  // Return the URL of the form, without its empty fields.
  function asked() {
    const filled = [...new FormData(form)].filter(([, value]) => value);
    return location.pathname + (filled.length ? "?" + new URLSearchParams(filled) : "");
  }

  // move: scroll to the results; words: update the search box; back: leave the history unchanged.
  // A URL that is being loaded, or is shown, is not fetched again: that would replace results that
  // may have the focus.
  async function load(url, { move, words, back } = {}) {
    const target = path(new URL(url, location));
    if (loading?.target === target && !back) {
      loading.move ||= move;
      return;
    }
    loading?.abort();
    loading = null;
    if (target === shown && target === path()) {
      find(".listing__results").ariaBusy = "false";
      if (move) moveToResults();
      return;
    }
    const mine = (loading = Object.assign(new AbortController(), { target, move }));
    find(".listing__results").ariaBusy = "true";
    try {
      const answer = await fetch(url, { signal: mine.signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const count = find("#resultats", page).textContent;
      loading = null;
      refresh(page);
      if (words) form.elements.q.value = find("[name=q]", find(".facets", page)).value;
      if (!back) history.pushState(null, "", url);
      shown = path();
      document.title = page.title;
      status.textContent = count;
      if (mine.move) moveToResults();
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  function moveToResults() {
    const count = find("#resultats");
    count.tabIndex = -1;
    count.focus();
  }

  // Replace the results, and the filters with their new counts.
  function refresh(page) {
    const filters = find(".filters"),
      fresh = find(".filters", page);
    replace(find(".listing__results"), find(".listing__results", page));
    if (!filters || !fresh) return;
    fresh.open = filters.open;
    replace(filters, fresh);
  }

  // Replace a part of the page; keep the focus on the same field, button or link.
  function replace(old, fresh) {
    const held = document.activeElement,
      kept = old.contains(held);
    old.replaceWith(fresh);
    if (kept)
      [...fresh.querySelectorAll(held.localName)]
        .find((control) => identity(control) === identity(held))
        ?.focus();
  }

  function identity(control) {
    const { name, value, textContent } = control;
    if (!name) return textContent;
    return control.matches("select") ? name : `${name}=${value}`;
  }
}
