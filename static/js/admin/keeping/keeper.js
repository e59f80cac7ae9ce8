// Keep what is typed in one form, until the server has confirmed that it is saved.

import { config } from "./session.js";
import { choicesOf, entriesOf, hasFiles, rawOf } from "./snapshot.js";
import * as store from "./store.js";

const EVERY = 1000; // rich texts change their field without an event
const ADOPTED = "hub-kept-adopted";
// Events that precede a change; keyboard events are not enough (dictation, form fillers).
const INTERACTIONS = ["focusin", "pointerdown", "keydown", "beforeinput", "paste", "drop"];

const newId = () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random().toString(36).slice(2)}`;

export class Keeper {
  /** `method`: "post" when the server shows kept data again, "refill" when the browser does. */
  constructor(form, { id = null, unsaved = false } = {}) {
    this.form = form;
    this.id = id ?? newId();
    this.method = form.dataset.keep || "post";
    this.isKept = true; // until the device refuses
    this.baseline = unsaved ? "" : null;
    // Data shown again are already kept: they are written once the widgets have filled their fields.
    this.isReady = !unsaved;
    this.written = null;
    this.known = null;
    this.sent = null;
    this.writing = Promise.resolve();
  }

  start() {
    store.holdLock(this.id);
    this.setField("hub-kept", this.id);
    this.setField("hub-loaded", config.now);
    const interacted = (event) => event.isTrusted && this.watch();
    for (const type of INTERACTIONS) {
      this.form.addEventListener(type, interacted, { capture: true });
    }
    for (const type of ["input", "change"]) {
      this.form.addEventListener(type, () => this.soon());
    }
    this.timer = setInterval(() => this.check(), EVERY);
    document.addEventListener("visibilitychange", () => this.check());
    window.addEventListener("pagehide", () => this.check());
  }

  /** Take the current data as the reference: any difference from now on was typed. */
  watch() {
    this.baseline ??= rawOf(entriesOf(this.form));
  }

  /** Called when the widgets have filled their fields. */
  settle() {
    this.watch();
    this.isReady = true;
    return this.check();
  }

  /** Return the URL of the form; the first autosave of a new page changes it. */
  get path() {
    return new URL(this.form.getAttribute("action") || location.href, location.href).pathname;
  }

  get isDirty() {
    return this.baseline !== null && rawOf(entriesOf(this.form)) !== this.baseline;
  }

  /** Tell whether something was typed since the last autosave was sent. */
  get isUnsent() {
    return this.isDirty && rawOf(entriesOf(this.form)) !== rawOf(this.sent ?? []);
  }

  soon() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.check(), 200);
  }

  /** Write the text if it changed since the last time; resolve once it is on the disk. */
  check() {
    if (this.baseline === null || !this.isReady || this.isReleased) return this.writing;
    const entries = entriesOf(this.form);
    const raw = rawOf(entries);
    if (raw === this.written) return this.writing;
    this.written = raw;
    this.writing = raw === this.baseline ? this.drop() : this.write(entries);
    return this.writing;
  }

  async write(entries) {
    try {
      await store.put(this.describe(entries));
      this.isKept = true;
    } catch {
      this.isKept = false;
      this.written = null; // try again at the next change or second
    }
  }

  /** Return the record to store: the data, their user, and how to find the form again. */
  describe(entries = entriesOf(this.form)) {
    const typedTitle = entries.find(([name, value]) => /^(title|name)$/.test(name) && value)?.[1];
    return {
      id: this.id,
      user: config.user,
      path: this.path,
      page: this.path === location.pathname ? location.pathname + location.search : this.path,
      title: typedTitle || document.title.split(" - ")[0].trim(),
      method: this.method,
      keptAt: Date.now(),
      hasFiles: hasFiles(this.form),
      choices: choicesOf(this.form),
      entries: this.known ? withVersion(entries, this.known) : entries,
    };
  }

  async drop() {
    try {
      await store.remove(this.id);
    } catch {
      // Nothing could be written either.
    }
  }

  // Saves ---------------------------------------------------------------------------------

  /** Called when an autosave is sent: a success will confirm the data it holds. */
  autosaveSent() {
    this.sent = entriesOf(this.form);
  }

  /** Called when the server confirmed an autosave: keep only what was typed since. */
  autosaveConfirmed(data) {
    const updates = new Map(Object.entries(data.field_updates ?? {}));
    const sent = (this.sent ?? entriesOf(this.form)).map(([name, value]) => [
      name,
      updates.has(name) ? `${updates.get(name) ?? ""}` : value,
    ]);
    this.baseline = rawOf(sent);
    this.written = null;
    if (data.revision_id) {
      this.known = { id: `${data.revision_id}`, createdAt: data.revision_created_at };
      this.setField("loaded_revision_id", this.known.id);
      this.setField("loaded_revision_created_at", this.known.createdAt);
    }
    return this.check();
  }

  /** Called when the server confirmed a save: delete the kept text. */
  async confirmed() {
    this.isReleased = true;
    await this.writing;
    await this.drop();
  }

  /** Hand the kept text over to the next page, which shows the same data, still unsaved. */
  handOver() {
    this.isReleased = true;
    sessionStorage.setItem(ADOPTED, this.id);
  }

  setField(name, value) {
    let field = this.form.querySelector(`:scope > input[name="${name}"]`);
    if (!field) {
      field = document.createElement("input");
      field.type = "hidden";
      field.name = name;
      this.form.append(field);
    }
    field.value = value;
  }
}

/** Return the identifier of the text that the page before handed over, once. */
export function takeAdopted() {
  const id = sessionStorage.getItem(ADOPTED);
  sessionStorage.removeItem(ADOPTED);
  return id;
}

export const adoptNext = (id) => sessionStorage.setItem(ADOPTED, id);

function withVersion(entries, known) {
  return [
    ...entries.filter(([name]) => !name.startsWith("loaded_revision_")),
    ["loaded_revision_id", known.id],
    ["loaded_revision_created_at", known.createdAt],
  ];
}
