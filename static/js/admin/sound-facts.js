/* Form of an episode: fill the fields that the server will read from the chosen audio file. */

(() => {
  const NAMES = ["audio_length", "audio_type", "duration"];

  window.wagtail.app.register(
    "hub-sound",
    class extends window.StimulusModule.Controller {
      static targets = ["status"];

      static values = { url: String, types: Object };

      connect() {
        const { elements } = this.element.closest("form");
        this.elements = elements;
        // The audio chooser changes its hidden field without an event.
        this.observer = new MutationObserver(() => this.readFile());
        this.observer.observe(elements.audio, { attributes: true, attributeFilter: ["value"] });
        this.onUrl = () => this.guessType();
        elements.audio_url.addEventListener("change", this.onUrl);
      }

      disconnect() {
        this.observer.disconnect();
        this.elements.audio_url.removeEventListener("change", this.onUrl);
      }

      write(name, value) {
        const field = this.elements[name];
        field.value = value;
        ["input", "change"].forEach((type) =>
          field.dispatchEvent(new Event(type, { bubbles: true })),
        );
      }

      async readFile() {
        const id = this.elements.audio.value;
        if (!id) {
          // Values read from a file do not apply to the next one.
          NAMES.filter(
            (name) => this.read && this.elements[name].value === this.read[name],
          ).forEach((name) => this.write(name, ""));
          this.statusTarget.textContent = "";
          return;
        }
        const response = await fetch(this.urlValue.replace("/0/", `/${id}/`)).catch(() => null);
        if (!response?.ok || id !== this.elements.audio.value) return;
        this.read = await response.json();
        NAMES.forEach((name) => this.write(name, this.read[name]));
        const facts = [this.read.size, this.read.audio_type, this.read.duration].filter(Boolean);
        this.statusTarget.textContent = `Lu dans le fichier\u00a0: ${facts.join(", ")}.`;
      }

      /* Deduce the type from the extension in the address, unless it is already filled. */
      guessType() {
        let path;
        try {
          path = new URL(this.elements.audio_url.value).pathname;
        } catch {
          return;
        }
        const type = this.typesValue[(/\.\w+$/.exec(path) || [""])[0].toLowerCase()];
        if (!type || this.elements.audio_type.value) return;
        this.write("audio_type", type);
        this.statusTarget.textContent = `Type déduit de l’adresse\u00a0: ${type}. La taille et la durée sont à écrire.`;
      }
    },
  );
})();
