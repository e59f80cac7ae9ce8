// Form of an episode: fill the fields with what the chosen file, or the host of an address, says.

import { addChapter, listChapters, writeIn } from "./transcript/chapters.js";

const NAMES = ["audio_length", "audio_type", "duration"];

const plural = (count, word) => (count > 1 ? `les ${count} ${word}s` : `le ${word}`);

window.wagtail.app.register(
  "hub-sound",
  class extends window.StimulusModule.Controller {
    static targets = ["status", "ask", "chapters", "title"];

    static values = { url: String, hostUrl: String, types: Object };

    connect() {
      const { elements } = this.element.closest("form");
      this.elements = elements;
      // The audio chooser changes its hidden field without an event.
      this.observer = new MutationObserver(() => this.readFile());
      this.observer.observe(elements.audio, { attributes: true, attributeFilter: ["value"] });
      this.onUrl = () => this.addressChanged();
      elements.audio_url.addEventListener("change", this.onUrl);
      this.offerHost();
      if (elements.audio.value) this.readFile({ fill: false });
    }

    disconnect() {
      this.observer.disconnect();
      this.elements.audio_url.removeEventListener("change", this.onUrl);
    }

    fill(facts) {
      NAMES.forEach((name) => facts[name] && writeIn(this.elements[name], facts[name]));
    }

    say(words) {
      this.statusTarget.textContent = words;
    }

    /* Read the chosen file; its chapters are offered even when the fields are already filled. */
    async readFile({ fill = true } = {}) {
      const id = this.elements.audio.value;
      this.offer(null);
      if (!id) {
        // Values read from a file do not apply to the next one.
        NAMES.filter((name) => this.read && this.elements[name].value === this.read[name]).forEach(
          (name) => writeIn(this.elements[name], ""),
        );
        this.say("");
        return;
      }
      const response = await fetch(this.urlValue.replace("/0/", `/${id}/`)).catch(() => null);
      if (!response?.ok || id !== this.elements.audio.value) return;
      this.read = await response.json();
      if (fill) {
        this.fill(this.read);
        this.say(`Lu dans le fichier\u00a0: ${this.describe(this.read)}.`);
      }
      this.offer(this.read);
    }

    describe(facts) {
      const tags = [facts.title && `«\u00a0${facts.title}\u00a0»`, facts.artist, facts.year];
      return [facts.size, facts.audio_type, facts.duration, ...tags].filter(Boolean).join(", ");
    }

    /* Show the buttons for what the form has not yet. */
    offer(facts) {
      this.facts = facts;
      const chapters = listChapters().some(({ start, title }) => start || title)
        ? []
        : (facts?.chapters ?? []);
      this.chaptersTarget.hidden = !chapters.length;
      this.chaptersTarget.textContent = `Reprendre ${plural(chapters.length, "chapitre")} du fichier`;
      const title = this.elements.title?.value ? "" : (facts?.title ?? "");
      this.titleTarget.hidden = !title;
      this.titleTarget.textContent = `Reprendre le titre du fichier\u00a0: «\u00a0${title}\u00a0»`;
    }

    takeChapters() {
      const { chapters } = this.facts;
      chapters.forEach(addChapter);
      this.offer(this.facts);
      this.say(
        chapters.length > 1
          ? `${chapters.length} chapitres ajoutés plus bas. Relisez-les avant d’enregistrer.`
          : "Un chapitre ajouté plus bas. Relisez-le avant d’enregistrer.",
      );
    }

    takeTitle() {
      writeIn(this.elements.title, this.facts.title);
      this.offer(this.facts);
      this.say("Titre repris du fichier, dans l’onglet «\u00a0Épisode\u00a0».");
    }

    addressChanged() {
      this.offer(null);
      this.offerHost();
      this.guessType();
    }

    offerHost() {
      this.askTarget.hidden = !this.elements.audio_url.value;
    }

    async askHost() {
      const url = this.elements.audio_url.value;
      if (this.asking || !url) return;
      this.asking = true;
      this.say("Question posée à l’hébergeur…");
      const body = new FormData();
      body.set("url", url);
      body.set("csrfmiddlewaretoken", this.elements.csrfmiddlewaretoken.value);
      const response = await fetch(this.hostUrlValue, { method: "POST", body }).catch(() => null);
      const facts = await response?.json().catch(() => null);
      this.asking = false;
      if (url !== this.elements.audio_url.value) return;
      if (!facts || facts.error) {
        this.say(facts?.error ?? "Le site ne répond pas. Réessayez dans un moment.");
        return;
      }
      this.fill(facts);
      const missing = [
        ["audio_length", "la taille"],
        ["audio_type", "le type"],
        ["duration", "la durée"],
      ].filter(([name]) => !facts[name]);
      const rest = missing.length
        ? ` Il ne dit pas ${missing.map(([, words]) => words).join(", ni ")}\u00a0: à écrire, si cela manque.`
        : "";
      this.say(`L’hébergeur dit\u00a0: ${this.describe(facts)}.${rest}`);
      this.offer(facts);
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
      writeIn(this.elements.audio_type, type);
      this.say(
        `Type déduit de l’adresse\u00a0: ${type}. Demandez la taille et la durée à l’hébergeur.`,
      );
    }
  },
);
