// « Corriger en écoutant »: cues beside a player, written back into the transcript of the form.
// The textarea of the form stays the truth: docs/features/transcript-editor.md.

import { writeIn } from "./chapters.js";
import { Editor } from "./editor.js";

const PARTS = ["editor", "list", "row", "audio", "voices", "pause", "undo"];
const DIALOGS = ["rename", "chapter", "help"];

window.wagtail.app.register(
  "hub-transcript",
  class extends window.StimulusModule.Controller {
    static targets = ["open", "status", ...PARTS, ...DIALOGS];

    static values = { url: String, soundUrl: String };

    connect() {
      this.form = this.element.closest("form");
      this.source = this.form.elements.transcript;
      this.file = this.form.elements.transcript_file;
      this.stopListening = new AbortController();
      const { signal } = this.stopListening;
      const names = [...PARTS, ...DIALOGS];
      this.editor = new Editor(
        Object.fromEntries(names.map((name) => [name, this.targets.find(name)])),
        { say: (words) => this.say(words), write: (text) => this.write(text), signal },
      );
      const listen = (target, type, run) =>
        target.addEventListener(type, run, { signal, capture: true });
      listen(this.file, "change", () => this.file.files.length && this.close("file"));
      // Before the form is sent, or the page left: write what was just typed.
      listen(this.form, "submit", () => this.editor.flush());
      listen(window, "beforeunload", () => this.editor.flush());
      listen(document, "visibilitychange", () => this.editor.flush());
      this.openTarget.hidden = false;
    }

    disconnect() {
      this.editor.flush();
      this.editor.player.stop();
      this.stopListening.abort();
    }

    say(words) {
      this.statusTarget.textContent = words;
    }

    write(text) {
      if (text !== this.source.value) writeIn(this.source, text);
    }

    get isOpen() {
      return !this.editorTarget.hidden;
    }

    async toggle() {
      if (this.isOpen) this.close();
      else await this.open();
    }

    async open() {
      if (this.file.files.length) {
        this.say("Enregistrez d’abord\u00a0: le fichier choisi remplacera la transcription.");
        return;
      }
      const text = await this.prepare(this.source.value);
      if (text === null || this.isOpen) return;
      const url = await this.soundUrl();
      this.show(true);
      this.editor.open(text, url);
      const count = this.editor.cues.list.length;
      const phrases = count > 1 ? `${count} phrases` : "1 phrase";
      const sound = url ? "" : " Aucun son n’est choisi plus haut.";
      this.say(`${phrases}.${sound} Alt\u00a0+\u00a0H montre les touches.`);
    }

    close(reason = "") {
      if (!this.isOpen) return;
      this.editor.close();
      this.show(false);
      if (reason === "file") {
        this.say("Le fichier choisi remplacera la transcription à l’enregistrement.");
        return;
      }
      this.say("Vos corrections sont dans la transcription ci-dessous. Enregistrez la page.");
      this.openTarget.focus();
    }

    /** Show or hide the editor; the field is read-only meanwhile. */
    show(open) {
      this.source.readOnly = open;
      this.form.classList.toggle("hub-transcript-open", open);
      this.editorTarget.hidden = !open;
      this.openTarget.textContent = open ? "Fermer la correction" : "Corriger en écoutant";
      this.openTarget.setAttribute("aria-expanded", String(open));
    }

    /** Return the text with a tag per voice, from the server; null when it cannot be edited. */
    async prepare(text) {
      const body = new FormData();
      body.set("transcript", text);
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      const response = await fetch(this.urlValue, { method: "POST", body }).catch(() => null);
      const answer = await response?.json().catch(() => null);
      if (answer?.text !== undefined) return answer.text;
      this.say(answer?.error ?? "Le site ne répond pas. Réessayez dans un moment.");
      return null;
    }

    /** Return the address of the sound of the form; empty without one. */
    async soundUrl() {
      const id = this.form.elements.audio.value;
      if (!id) return this.form.elements.audio_url.value;
      const url = this.soundUrlValue.replace("/0/", `/${id}/`);
      const response = await fetch(url).catch(() => null);
      return response?.ok ? (await response.json()).url : "";
    }
  },
);
