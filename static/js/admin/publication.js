/* The list of what a page lacks, above the tabs of its edit form: reloaded after each save, with
   the content checks of the preview. Each item is a link to its field; each tab has a count. */

const CHECK_COUNT = "[data-side-panel-toggle-counter], [data-side-panel-toggle-count]";

function panelOf(field, block) {
  const path = block || field;
  return (
    document.querySelector(`[data-contentpath="${CSS.escape(path)}"]`) ||
    document
      .getElementById(`id_${field}`)
      ?.closest("[data-field-wrapper], .w-field__wrapper, section") ||
    document.getElementById(`id_${field}-FORMS`)?.closest("section") ||
    document.getElementById(`id_${field}`)
  );
}

function tabOf(element) {
  const panel = element?.closest('[role="tabpanel"]');
  return panel && document.getElementById(panel.getAttribute("aria-labelledby"));
}

function open(element) {
  tabOf(element)?.click();
  for (let node = element; node; node = node.parentElement) {
    if (node.matches?.("[data-panel]")) {
      const toggle = node.querySelector(
        ":scope > * [data-panel-toggle], :scope > [data-panel-toggle]",
      );
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
  }
}

function focusable(element) {
  return element.querySelector(
    'input:not([type="hidden"]):not([tabindex="-1"]), textarea:not([tabindex="-1"]), select, [contenteditable="true"], button:not([data-panel-toggle])',
  );
}

class PublicationController extends window.StimulusModule.Controller {
  static targets = ["list", "status", "warnings", "advice", "adviceList"];

  static values = { url: String, pattern: String };

  connect() {
    this.count();
    this.observer = new MutationObserver(() => this.addChecks());
    document.querySelectorAll(CHECK_COUNT).forEach((counter) => {
      this.observer.observe(counter, { childList: true, characterData: true, subtree: true });
    });
    this.addChecks();
  }

  disconnect() {
    this.reading?.abort();
    this.observer.disconnect();
    clearTimeout(this.waiting);
  }

  /** Ask for the list of the version that was just saved, at most once a second. */
  read(event) {
    const pk = event?.detail?.response?.pk;
    if (!this.urlValue && pk) this.urlValue = this.patternValue.replace("/0/", `/${pk}/`);
    if (!this.urlValue) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.fetchList(), 1000);
  }

  async fetchList() {
    this.reading?.abort(); // an older version
    const reading = new AbortController();
    this.reading = reading;
    let html;
    try {
      const answer = await fetch(this.urlValue, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
        signal: reading.signal,
      });
      if (!answer.ok || answer.redirected) return;
      html = await answer.text();
    } catch {
      return; // the network is down: the message of the failed save says so
    }
    if (reading.signal.aborted) return;
    if (this.listTarget.contains(document.activeElement)) {
      // Wait for the focus to leave: a reload would lose it.
      this.listTarget.addEventListener("focusout", () => this.read(), { once: true });
      return;
    }
    this.showList(html);
  }

  showList(html) {
    const before = this.listTarget.querySelector("summary strong")?.textContent;
    const wasOpen = this.listTarget.querySelector("details")?.open;
    this.listTarget.innerHTML = html;
    const details = this.listTarget.querySelector("details");
    if (details && wasOpen !== undefined) details.open = wasOpen;
    const now = this.listTarget.querySelector("summary strong")?.textContent;
    if (now !== before) this.statusTarget.textContent = now;
    this.count();
    this.addChecks();
  }

  /** Focus the field: open its tab and the panels around it. */
  show(event) {
    const { field, block } = event.params;
    const place = panelOf(field, block);
    if (!place) return;
    event.preventDefault();
    open(place);
    place.scrollIntoView({ block: "center" });
    const target = focusable(place) || place;
    if (target === place) place.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
  }

  /** Show beside the name of each tab the number of its findings. */
  count() {
    document.querySelectorAll(".hub-publication__badge").forEach((badge) => badge.remove());
    const counts = new Map();
    this.listTarget.querySelectorAll(".hub-publication__item--blocks a").forEach((link) => {
      const tab = tabOf(
        panelOf(link.dataset.hubPublicationFieldParam, link.dataset.hubPublicationBlockParam),
      );
      if (tab) counts.set(tab, (counts.get(tab) || 0) + 1);
    });
    counts.forEach((number, tab) => {
      const badge = document.createElement("span");
      badge.className = "hub-publication__badge";
      badge.textContent = number;
      const words = document.createElement("span");
      words.className = "w-sr-only";
      words.textContent = number > 1 ? " choses manquent" : " chose manque";
      badge.append(words);
      tab.append(badge);
    });
  }

  /** Add what Wagtail’s content checks find in the preview, as one line that opens them. */
  addChecks() {
    if (!this.hasAdviceTarget) return;
    this.adviceListTarget.querySelector("[data-hub-publication-checks]")?.remove();
    const toggle = document.querySelector('[data-side-panel-toggle="checks"]');
    const number = Number(toggle?.querySelector(CHECK_COUNT)?.textContent.trim()) || 0;
    if (number) {
      const item = document.createElement("li");
      item.className = "hub-publication__item";
      item.dataset.hubPublicationChecks = "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "hub-publication__checks";
      button.textContent =
        number > 1
          ? `Vérifications de l’aperçu\u00a0: ${number} points`
          : "Vérifications de l’aperçu\u00a0: un point";
      button.addEventListener("click", () => toggle.click());
      item.append(button);
      this.adviceListTarget.append(item);
    }
    this.adviceTarget.hidden = !this.adviceListTarget.children.length;
  }
}

window.wagtail.app.register("hub-publication", PublicationController);
