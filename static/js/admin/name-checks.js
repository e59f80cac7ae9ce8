/*
 * Show under each field of a page the doubtful names of territories, with what to write instead.
 *
 * The texts of the form are sent to the server after a pause in typing. « Corriger » replaces the
 * name in the field, and can be undone; « Garder » is remembered for the page, at its first save
 * for a page that is not saved yet.
 */

(() => {
  const PAUSE = 900; // milliseconds without typing
  const TEXTS = 'input[type="text"], textarea, input[type="hidden"]';
  const TERRITORY = /^territory_links-\d+-territory$/;
  const NOT_TEXTS = /^(slug|hub-kept-names|comments-.*|.*__prefix__.*)$/;
  const KEPT = "hub-kept-names";

  /** Tell whether a field is in a block or a row that the editor has deleted. */
  function isDeleted(field) {
    for (
      let node = field.closest("[data-streamfield-child], [data-inline-panel-child]");
      node;
      node = node.parentElement.closest("[data-streamfield-child], [data-inline-panel-child]")
    ) {
      const marks = node.querySelectorAll(
        ':scope > input[name$="-deleted"], :scope input[name$="-DELETE"]',
      );
      if ([...marks].some((mark) => mark.value && mark.value !== "0")) return true;
    }
    return false;
  }

  function isText(field) {
    if (!field.name || NOT_TEXTS.test(field.name) || field.disabled || field.readOnly) return false;
    if (field.type === "hidden") return Boolean(field.draftailEditor);
    return !field.matches("[role=combobox], [data-controller~=w-tag]") && !isDeleted(field);
  }

  function blocksOf(field) {
    return field.draftailEditor.getEditorState().getCurrentContent().getBlocksAsArray();
  }

  function textOf(field) {
    if (field.type !== "hidden") return field.value;
    return blocksOf(field)
      .map((block) => block.getText())
      .join("\n");
  }

  function focusEditor(field) {
    field.parentElement.querySelector(".public-DraftEditor-content")?.focus();
  }

  /** Replace a part of a rich text, as typing would do: one step to undo. */
  function replaceInEditor(field, start, end, words) {
    const { EditorState, Modifier, SelectionState } = window.DraftJS;
    const state = field.draftailEditor.getEditorState();
    let from = 0;
    for (const block of blocksOf(field)) {
      const length = block.getLength();
      if (start >= from && end <= from + length) {
        const selection = SelectionState.createEmpty(block.getKey()).merge({
          anchorOffset: start - from,
          focusOffset: end - from,
        });
        const content = Modifier.replaceText(
          state.getCurrentContent(),
          selection,
          words,
          block.getInlineStyleAt(start - from),
          block.getEntityAt(start - from),
        );
        field.draftailEditor.onChange(EditorState.push(state, content, "insert-characters"));
        field.dispatchEvent(new Event("change", { bubbles: true }));
        return;
      }
      from += length + 1;
    }
  }

  /** Replace a part of a plain field; the command of the browser can be undone with Ctrl+Z. */
  function replaceInField(field, start, end, words) {
    field.focus();
    field.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, words)) {
      field.setRangeText(words, start, end, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }

  class NamesController extends window.StimulusModule.Controller {
    static values = { url: String, keepUrl: String, page: Number };

    connect() {
      this.form = this.element.closest("form");
      this.boxes = new Map();
      this.kept = [];
      this.announcer = document.createElement("p");
      this.announcer.className = "w-sr-only";
      this.announcer.setAttribute("role", "status");
      this.form.append(this.announcer);
      this.later = () => this.checkLater();
      for (const type of ["input", "keyup", "change", "focusout"]) {
        this.form.addEventListener(type, this.later);
      }
      this.checkLater();
    }

    disconnect() {
      clearTimeout(this.waiting);
      this.asking?.abort();
      this.announcer.remove();
      for (const type of ["input", "keyup", "change", "focusout"]) {
        this.form.removeEventListener(type, this.later);
      }
    }

    checkLater() {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.check(), PAUSE);
    }

    /** Take the id of a page at its first automatic save, and remember there what was kept. */
    saved(event) {
      const pk = event.detail?.response?.pk;
      if (this.pageValue || !pk) return;
      this.pageValue = pk;
      if (this.kept.length) this.send(this.kept);
    }

    get fields() {
      return [...this.form.querySelectorAll(TEXTS)].filter(isText);
    }

    get territories() {
      return [...this.form.elements]
        .filter((field) => TERRITORY.test(field.name) && field.value && !isDeleted(field))
        .map((field) => Number(field.value));
    }

    post(url, data, options = {}) {
      const { CSRF_HEADER_NAME, CSRF_TOKEN } = window.wagtailConfig;
      return fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", [CSRF_HEADER_NAME]: CSRF_TOKEN },
        body: JSON.stringify(data),
        ...options,
      });
    }

    async check() {
      const fields = this.fields;
      const texts = fields.map(textOf);
      const { territories } = this;
      const asked = JSON.stringify([this.pageValue, texts, territories]);
      if (asked === this.asked) return;
      this.asking?.abort();
      const asking = new AbortController();
      this.asking = asking;
      try {
        const answer = await this.post(
          this.urlValue,
          { page: this.pageValue, texts, territories },
          { signal: asking.signal },
        );
        if (!answer.ok || answer.redirected) return;
        const { doubts } = await answer.json();
        if (asking.signal.aborted) return;
        this.asked = asked;
        this.show(fields, doubts);
      } catch {
        // The network is down, or a newer check replaces this one: the next pause checks again.
      }
    }

    isKept({ written, problem }) {
      return this.kept.some(([text, kind]) => text === written && kind === problem);
    }

    show(fields, doubts) {
      const before = this.count;
      const shown = new Set();
      fields.forEach((field, at) => {
        const open = doubts[at].filter((doubt) => !this.isKept(doubt));
        if (open.length) {
          shown.add(field);
          this.fill(field, open);
        }
      });
      for (const [field, { box }] of this.boxes) {
        if (shown.has(field)) continue;
        box.remove();
        this.boxes.delete(field);
      }
      const { count } = this;
      if (count && count !== before) {
        this.announce(
          count > 1
            ? `${count} noms de territoires à vérifier.`
            : "Un nom de territoire à vérifier.",
        );
      }
    }

    get count() {
      return [...this.boxes.values()].reduce((sum, { open }) => sum + open.length, 0);
    }

    announce(words) {
      this.announcer.textContent = words;
    }

    /** Write the doubts of a field under it; unchanged ones keep their buttons, and the focus. */
    fill(field, open) {
      const entry = this.boxes.get(field) || { box: this.makeBox(field), open: [], key: "" };
      this.boxes.set(field, entry);
      const key = JSON.stringify(open.map(({ written, problem }) => [written, problem]));
      entry.open = open;
      if (key === entry.key) return;
      entry.key = key;
      entry.box.replaceChildren(
        ...open.map((doubt, at) => this.makeItem(field, doubt, () => entry.open[at])),
      );
    }

    makeBox(field) {
      const box = document.createElement("ul");
      box.className = "hub-names";
      box.setAttribute("aria-label", "Noms de territoires à vérifier");
      (field.closest(".w-field__input") || field).after(box);
      return box;
    }

    makeItem(field, { message, suggestions }, current) {
      const item = document.createElement("li");
      item.className = "hub-names__item";
      const words = document.createElement("p");
      words.className = "hub-names__message";
      words.textContent = message;
      const buttons = document.createElement("div");
      buttons.className = "hub-names__buttons";
      for (const suggestion of suggestions) {
        buttons.append(
          this.makeButton(`Corriger\u00a0: ${suggestion}`, () =>
            this.correct(field, current(), suggestion),
          ),
        );
      }
      buttons.append(this.makeButton("Garder", () => this.keep(field, current())));
      item.append(words, buttons);
      return item;
    }

    makeButton(label, act) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button button-small button-secondary";
      button.textContent = label;
      button.addEventListener("click", act);
      return button;
    }

    correct(field, { written, start, end }, suggestion) {
      const text = textOf(field);
      // The text may have changed since the check.
      const at = text.slice(start, end) === written ? start : text.indexOf(written);
      if (at >= 0) {
        const replace = field.type === "hidden" ? replaceInEditor : replaceInField;
        replace(field, at, at + written.length, suggestion);
        this.announce(`Corrigé\u00a0: ${suggestion}.`);
      }
      this.leave(field, written);
    }

    keep(field, { written, problem }) {
      this.kept.push([written, problem]);
      this.keptField.value = JSON.stringify(this.kept);
      if (this.pageValue) this.send([[written, problem]]);
      this.announce(`Gardé\u00a0: ${written}.`);
      this.leave(field, written);
    }

    /** Sent again with the form, if the network is down now. */
    send(keys) {
      this.post(this.keepUrlValue.replace("/0/", `/${this.pageValue}/`), keys).catch(() => {});
    }

    /** Field of the form with the kept names, for a page that is not saved yet. */
    get keptField() {
      let field = this.form.elements[KEPT];
      if (!field) {
        field = document.createElement("input");
        field.type = "hidden";
        field.name = KEPT;
        this.form.append(field);
      }
      return field;
    }

    /** Remove a doubt, and move the focus, which its buttons lose: next doubt, else the field. */
    leave(field, written) {
      const entry = this.boxes.get(field);
      const open = entry.open.filter((doubt) => doubt.written !== written);
      if (open.length) {
        this.fill(field, open);
        entry.box.querySelector("button").focus();
      } else {
        entry.box.remove();
        this.boxes.delete(field);
        if (field.type === "hidden") focusEditor(field);
        else field.focus();
      }
      this.asked = null;
      this.checkLater();
    }
  }

  window.wagtail.app.register("hub-names", NamesController);
})();
