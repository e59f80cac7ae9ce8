// The list of cues as rows of fields: start, voice, text. The fields have no name: they are not sent.

import { clock } from "./webvtt.js";

const FIELDS = ["start", "voice", "text"];
const LABELS = { start: "Début", voice: "Voix", text: "Texte" };

export class Rows {
  /** `list` is the <ol>, `template` the <template> of a row. */
  constructor(list, template) {
    this.list = list;
    this.template = template;
  }

  /** Draw every row. A change of one cue calls `refresh`. */
  draw(cues) {
    this.list.replaceChildren(...cues.map((cue, rank) => this.build(cue, rank)));
  }

  build(cue, rank) {
    const row = this.template.content.firstElementChild.cloneNode(true);
    row.dataset.rank = rank;
    this.fill(row, cue, rank);
    return row;
  }

  fill(row, cue, rank) {
    const values = { start: clock(cue.start), voice: cue.voice, text: cue.text };
    for (const name of FIELDS) {
      const field = this.field(row, name);
      if (field.value !== values[name]) field.value = values[name];
      field.setAttribute("aria-label", `${LABELS[name]}, phrase ${rank + 1}`);
      field.removeAttribute("aria-invalid");
    }
    const play = row.querySelector("[data-play]");
    play.setAttribute("aria-label", `Écouter la phrase ${rank + 1}, ${clock(cue.start)}`);
  }

  field(row, name) {
    return row.querySelector(`[data-field-name=${name}]`);
  }

  row(rank) {
    return this.list.children[rank];
  }

  rankOf(element) {
    const row = element?.closest?.("[data-rank]");
    return row && this.list.contains(row) ? Number(row.dataset.rank) : null;
  }

  nameOf(element) {
    return element?.dataset?.fieldName ?? "text";
  }

  focus(rank, name = "text", position = null) {
    const row = this.row(rank);
    if (!row) return;
    const field = this.field(row, name);
    field.focus();
    if (position !== null) field.setSelectionRange(position, position);
    row.scrollIntoView({ block: "nearest" });
  }

  /** Mark the row that the buttons act on. */
  markCurrent(rank) {
    this.list.querySelector(".hub-cue--current")?.classList.remove("hub-cue--current");
    this.row(rank)?.classList.add("hub-cue--current");
  }

  /** Mark the row whose words are heard. */
  markHeard(rank) {
    const heard = this.list.querySelector("[aria-current]");
    const row = this.row(rank);
    if (heard === row) return;
    heard?.removeAttribute("aria-current");
    row?.setAttribute("aria-current", "true");
  }
}
