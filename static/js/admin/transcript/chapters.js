// The inline rows of chapters in the form of an episode: list them, add one in the order of time.

import { readClock } from "./webvtt.js";

const PREFIX = "chapters";

const byId = (id) => document.getElementById(`id_${PREFIX}-${id}`);
const field = (number, name) => byId(`${number}-${name}`);

/** Write in a field as a person does: scripts of the form and autosave see it. */
export function writeIn(input, value) {
  input.value = value;
  for (const type of ["input", "change"]) {
    input.dispatchEvent(new Event(type, { bubbles: true }));
  }
}

const rowOf = (number) => field(number, "start").closest("[data-inline-panel-child]");
const isDeleted = (number) => Boolean(field(number, "DELETE")?.value);

/** Return [{number, start, title}, …] of the rows that are not deleted, as written. */
export function listChapters() {
  return Array.from({ length: Number(byId("TOTAL_FORMS").value) }, (_, number) => number)
    .filter((number) => field(number, "start") && !isDeleted(number))
    .map((number) => ({
      number,
      start: field(number, "start").value,
      title: field(number, "title").value,
    }));
}

const seconds = (text) => (readClock(text) ?? Infinity) / 1000;

/** Add a row with a start (a timecode), a title and perhaps an address. */
export function addChapter({ start, title, url = "" }) {
  // An empty row waits to be filled.
  let number = listChapters().find((chapter) => !chapter.start && !chapter.title)?.number;
  if (number === undefined) {
    number = Number(byId("TOTAL_FORMS").value);
    byId("ADD").click();
  }
  writeIn(field(number, "start"), start);
  writeIn(field(number, "title"), title);
  if (url) writeIn(field(number, "url"), url);
  const later = listChapters().filter((chapter) => seconds(chapter.start) > seconds(start));
  const up = rowOf(number).querySelector("[data-inline-panel-child-move-up]");
  for (let step = 0; step < later.length; step += 1) up?.click();
}
