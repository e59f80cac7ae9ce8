// Send the rank of the search result that is opened: no identifier, no storage, nothing if the
// browser asks not to be tracked. Links are unchanged.
const PER_PAGE = 10;
const RESULTS = ".listing__results .card";
const LINKS = ".card__title a, .card__found a";
const isAllowed =
  navigator.sendBeacon && navigator.doNotTrack !== "1" && !navigator.globalPrivacyControl;

function count(event) {
  const link = event.target.closest(LINKS);
  // Read on each click: filters change the URL without reloading the page.
  const asked = new URLSearchParams(location.search);
  const sort = asked.get("tri") || "pertinence";
  if (!link || event.button > 1 || !asked.get("q") || sort !== "pertinence") return;
  const card = link.closest(RESULTS);
  if (!card) return;
  const page = Math.max(parseInt(asked.get("page"), 10) || 1, 1);
  const place = [...document.querySelectorAll(RESULTS)].indexOf(card);
  const rank = (page - 1) * PER_PAGE + place + 1;
  navigator.sendBeacon("/recherche/clic/", new URLSearchParams({ q: asked.get("q"), rang: rank }));
}

if (isAllowed) {
  document.addEventListener("click", count);
  document.addEventListener("auxclick", count);
}
