// Filters without reloading: replace the results with those of the URL of the form.
// Without this script, or on any error, the form is submitted as usual.

const find = (selector, page = document) => page.querySelector(selector);
const form = find(".facets");
let loading,
  shown = location.pathname + location.search;

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
    event.preventDefault();
    load(asked(), { move: true });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".chips a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    load(link.href, { move: true, words: true });
  });
  addEventListener("popstate", () => {
    if (location.pathname + location.search !== shown)
      load(location.href, { words: true, back: true });
  });

  // Return the URL of the form, without its empty fields.
  function asked() {
    const filled = [...new FormData(form)].filter(([, value]) => value);
    return location.pathname + (filled.length ? "?" + new URLSearchParams(filled) : "");
  }

  // move: scroll to the results; words: update the search box; back: leave the history unchanged.
  async function load(url, { move, words, back } = {}) {
    loading?.abort();
    const mine = (loading = new AbortController());
    find(".listing__results").ariaBusy = "true";
    try {
      const answer = await fetch(url, { signal: mine.signal });
      if (!answer.ok) throw new Error(answer.status);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const results = find(".listing__results", page),
        count = find("#resultats", results);
      find(".listing__results").replaceWith(results);
      refresh(page);
      if (words) form.elements.q.value = find("[name=q]", find(".facets", page)).value;
      if (!back) history.pushState(null, "", url);
      shown = location.pathname + location.search;
      document.title = page.title;
      status.textContent = count.textContent;
      if (move) {
        count.tabIndex = -1;
        count.focus();
      }
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
    }
  }

  // Replace the filters with their new counts; keep the focus on the same field.
  function refresh(page) {
    const old = find(".filters"),
      fresh = find(".filters", page),
      held = document.activeElement;
    if (!old || !fresh) return;
    const kept = old.contains(held) && held.name;
    fresh.open = old.open;
    old.replaceWith(fresh);
    if (kept)
      [...form.elements]
        .find(
          (field) =>
            field.name === held.name && (field.value === held.value || field.matches("select")),
        )
        ?.focus();
  }
}
