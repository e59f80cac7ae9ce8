// The editor of an open transcript: what is typed in the rows, and the actions of buttons and keys.

import { Cues } from "./cues.js";
import { addChapter } from "./chapters.js";
import { ask, show } from "./dialogs.js";
import { actionOf } from "./keys.js";
import { Player } from "./player.js";
import { Rows } from "./rows.js";
import { clock, readClock } from "./webvtt.js";

const WRITE_AFTER = 250; // milliseconds without typing
const STEP = 3000; // back and forward, in milliseconds

export class Editor {
  /**
   * `parts`: the elements of the panel by name; `say(words)` shows a message; `write(text)` puts the
   * transcript in the form. `signal` ends the listeners.
   */
  constructor(parts, { say, write, signal }) {
    Object.assign(this, { parts, say, write });
    this.rows = new Rows(parts.list, parts.row);
    this.player = new Player(parts.audio);
    const listen = (target, type, run) => target.addEventListener(type, run, { signal });
    listen(parts.editor, "keydown", (event) => this.pressed(event));
    listen(parts.editor, "click", (event) => this.clicked(event));
    listen(parts.editor, "focusout", () => this.flush());
    listen(parts.list, "input", (event) => this.typed(event));
    listen(parts.list, "change", (event) => this.changed(event));
    listen(parts.list, "focusin", (event) => this.entered(event));
    listen(parts.audio, "timeupdate", () => this.follow());
    listen(parts.audio, "error", () => this.soundFailed());
  }

  /** Edit a text prepared by the server, with the sound at `url` (empty without one). */
  open(text, url) {
    this.cues = new Cues(text);
    this.rank = 0;
    this.player.source = url;
    if (!this.cues.list.length) this.cues.add(-1, 0);
    this.cues.past = [];
    this.redraw();
    this.rows.focus(0, "text", 0);
  }

  close() {
    this.flush();
    this.player.stop();
    this.cues = null;
    this.rows.draw([]);
  }

  soundFailed() {
    if (this.player.ready) {
      this.say("Ce son ne peut pas être lu\u00a0: vérifiez le fichier ou l’adresse.");
    }
  }

  // Typing --------------------------------------------------------------------------------

  get cue() {
    return this.cues.list[this.rank];
  }

  entered(event) {
    const rank = this.rows.rankOf(event.target);
    if (rank === null) return;
    this.rank = rank;
    this.field = this.rows.nameOf(event.target);
    this.fresh = true; // the next key begins a change that can be undone
    this.rows.markCurrent(rank);
  }

  typed(event) {
    const name = this.rows.nameOf(event.target);
    if (this.parts.pause.checked) this.player.typed();
    if (name === "start") return; // read when the field is left
    if (this.fresh) this.cues.remember(this.rank);
    this.fresh = false;
    this.cue[name] = event.target.value;
    this.showUndo();
    this.writeSoon();
  }

  /** A field is left: read a start, list a new voice. */
  changed(event) {
    if (this.rows.nameOf(event.target) === "start") this.readStart(event.target);
    else this.listVoices();
  }

  readStart(field) {
    const start = readClock(field.value);
    if (start === this.cue.start) return;
    const refusal =
      start === null
        ? "Un temps s’écrit comme 4:05, 4:05,25 ou 1:02:03."
        : this.cues.refusal(this.rank, start);
    if (refusal) {
      this.say(`${refusal} Le début reste à ${clock(this.cue.start)}.`);
      field.value = clock(this.cue.start);
      return;
    }
    this.moveStart(start);
  }

  moveStart(start) {
    this.cues.setStart(this.rank, start);
    this.rows.fill(this.rows.row(this.rank), this.cue, this.rank);
    this.say(`Début de la phrase ${this.rank + 1}\u00a0: ${clock(start)}.`);
    this.wrote();
  }

  writeSoon() {
    clearTimeout(this.timer);
    this.pending = true;
    this.timer = setTimeout(() => this.flush(), WRITE_AFTER);
  }

  /** Write the cues into the textarea: kept text and autosave follow it. */
  flush() {
    if (!this.pending) return;
    clearTimeout(this.timer);
    this.pending = false;
    this.write(this.cues.write());
  }

  wrote() {
    this.pending = true;
    this.flush();
    this.showUndo();
  }

  // Drawing -------------------------------------------------------------------------------

  redraw() {
    this.rows.draw(this.cues.list);
    this.listVoices();
    this.showUndo();
  }

  listVoices() {
    this.parts.voices.replaceChildren(...this.cues.voices.map((voice) => new Option(voice, voice)));
  }

  showUndo() {
    this.parts.undo.disabled = !this.cues.past.length;
  }

  follow() {
    if (this.cues) this.rows.markHeard(this.cues.at(this.player.time));
  }

  /** Redraw after a change of the list, and go to a cue. */
  goTo(rank, words, position = null) {
    this.redraw();
    this.wrote();
    this.rank = Math.max(0, Math.min(rank, this.cues.list.length - 1));
    this.rows.focus(this.rank, "text", position);
    this.follow();
    this.say(words);
  }

  // Actions: buttons and keys -------------------------------------------------------------

  pressed(event) {
    if (event.target.closest("dialog")) return;
    const action = actionOf(event);
    if (action) {
      event.preventDefault();
      event.stopPropagation();
      this[action]();
    } else if (event.key === "Enter" && event.target.matches("input")) {
      event.preventDefault(); // it would send the form of the page
      event.target.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  clicked(event) {
    const button = event.target.closest("[data-run]");
    if (button) this[button.dataset.run]();
    if (!event.target.closest("[data-play]")) return;
    this.rank = this.rows.rankOf(event.target);
    this.rows.markCurrent(this.rank);
    this.playHere();
  }

  toggle() {
    this.player.toggle();
  }

  playHere() {
    if (this.player.ready) this.player.playFrom(this.cue.start);
    else this.say("Aucun son n’est choisi\u00a0: donnez-le plus haut.");
  }

  back() {
    this.player.skip(-STEP);
  }

  forward() {
    this.player.skip(STEP);
  }

  previous() {
    this.rows.focus(Math.max(0, this.rank - 1), this.field);
  }

  next() {
    this.rows.focus(Math.min(this.cues.list.length - 1, this.rank + 1), this.field);
  }

  goToHeard() {
    this.rows.focus(Math.max(0, this.cues.at(this.player.time)), "text");
  }

  startNow() {
    const { time } = this.player;
    const refusal = this.cues.refusal(this.rank, time);
    if (refusal) this.say(`${refusal} Le son est à ${clock(time)}.`);
    else this.moveStart(time);
  }

  split() {
    const { selectionStart } = this.rows.field(this.rows.row(this.rank), "text");
    if (this.cues.split(this.rank, selectionStart, this.player.time)) {
      this.goTo(this.rank + 1, "Phrase coupée en deux.", 0);
    } else {
      this.say("Placez le curseur entre deux mots du texte, puis coupez.");
    }
  }

  merge() {
    const position = this.cue.text.length;
    if (this.cues.merge(this.rank)) this.goTo(this.rank, "Deux phrases réunies.", position);
    else this.say("Il n’y a pas de phrase suivante.");
  }

  add() {
    const rank = this.cues.add(this.rank, this.player.time);
    this.goTo(rank, "Phrase ajoutée. Sans texte, elle n’est pas gardée.");
  }

  remove() {
    this.cues.remove(this.rank);
    if (!this.cues.list.length) this.cues.add(-1, 0);
    this.goTo(this.rank, "Phrase supprimée. Alt\u00a0+\u00a0U la rend.");
  }

  undo() {
    const rank = this.cues.undo();
    if (rank === null) this.say("Il n’y a rien à annuler.");
    else this.goTo(rank, "Dernier changement annulé.");
    this.fresh = true;
  }

  rename() {
    const before = this.cue.voice;
    ask(this.parts.rename, {
      value: before,
      describe: before
        ? `Le nouveau nom remplace «\u00a0${before}\u00a0» dans toute la transcription.`
        : "Toutes les phrases sans voix prennent ce nom.",
      accept: (after) => {
        if (after === before) return;
        const count = this.cues.rename(this.rank, before, after);
        const places = count > 1 ? `${count} phrases` : "1 phrase";
        this.goTo(this.rank, `Voix renommée dans ${places}.`);
      },
    });
  }

  chapter() {
    const seconds = Math.floor(this.cue.start / 1000);
    const start = clock(seconds * 1000);
    ask(this.parts.chapter, {
      describe: `Le chapitre commence à ${start}.`,
      accept: (title) => {
        if (!title) {
          this.say("Un chapitre a un titre\u00a0: rien n’a été ajouté.");
          return;
        }
        addChapter({ start, title });
        this.rows.focus(this.rank, "text");
        this.say(`Chapitre «\u00a0${title}\u00a0» ajouté à ${start}.`);
      },
    });
  }

  help() {
    show(this.parts.help);
  }
}
