/* Choosers: suggestions while typing, and « Créer » with the typed text. */

const { StimulusModule, app } = window.wagtail
  ? { StimulusModule: window.StimulusModule, app: window.wagtail.app }
  : {};

if (app) {
  const { Controller } = StimulusModule;

  /* « Créer “…” » below a search: opens the tab « Créer » with the typed text filled in. */
  app.register(
    "hub-create",
    class extends Controller {
      static values = { words: String };

      open() {
        const dialog = this.element.closest('.modal-body, [role="dialog"]');
        const tab = dialog?.querySelector("#tab-label-create");
        const name = dialog?.querySelector("[data-hub-created-name]");
        if (!tab || !name) return;
        tab.click();
        if (!name.value) name.value = this.wordsValue;
        name.focus();
      }
    },
  );

  /* When the form is shown again with errors: focus the first field to fill. */
  app.register(
    "hub-creation",
    class extends Controller {
      static values = { refused: Boolean };

      connect() {
        if (!this.refusedValue) return;
        const asked = this.element.querySelector(
          '[aria-invalid="true"], .w-field--error input, [type="radio"]',
        );
        (asked || this.element.querySelector('input:not([type="hidden"])'))?.focus();
      }
    },
  );

  /* Fills the list of suggestions of a text field. */
  app.register(
    "hub-suggest",
    class extends Controller {
      static targets = ["input", "list"];

      static values = { url: String };

      suggest() {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.fetchNames(), 150);
      }

      async fetchNames() {
        const words = this.inputTarget.value.trim();
        if (!words || this.names?.includes(words)) return;
        const url = `${this.urlValue}?q=${encodeURIComponent(words)}`;
        const response = await fetch(url, {
          headers: { "X-Requested-With": "XMLHttpRequest" },
        }).catch(() => null);
        if (!response?.ok || words !== this.inputTarget.value.trim()) return;
        this.names = (await response.json()).names;
        this.listTarget.replaceChildren(...this.names.map((name) => new Option(name, name)));
      }

      disconnect() {
        clearTimeout(this.timer);
      }
    },
  );
}
