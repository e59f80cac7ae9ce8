// The cues being edited: operations, each of which can be undone, and the rules about times.

import { isCue, readWebVTT, writeWebVTT } from "./webvtt.js";

const SHORTEST = 100; // milliseconds
const USUAL = 2000; // duration of a new cue at the end, in milliseconds
const UNDO_STEPS = 200;
const VOICE_TAG = /<v(\.[^\s>]*)?[ \t]+([^<>]*)>/gi;

export class Cues {
  constructor(text) {
    this.past = [];
    this.load(text);
  }

  load(text) {
    Object.assign(this, readWebVTT(text));
  }

  get list() {
    return this.blocks.filter(isCue);
  }

  get voices() {
    return [...new Set(this.list.map((cue) => cue.voice).filter(Boolean))].sort((a, b) =>
      a.localeCompare(b, "fr"),
    );
  }

  write() {
    return writeWebVTT(this);
  }

  /** Keep the state before a change, with the rank of the cue it is about. */
  remember(rank) {
    this.past.push({
      header: this.header,
      blocks: this.blocks.map((block) => ({ ...block })),
      rank,
    });
    if (this.past.length > UNDO_STEPS) this.past.shift();
  }

  /** Return the rank of the cue of the change that was undone, or null. */
  undo() {
    const state = this.past.pop();
    if (!state) return null;
    this.header = state.header;
    this.blocks = state.blocks;
    return state.rank;
  }

  /** Return why a cue cannot start at `start`, in French; empty when it can. */
  refusal(rank, start) {
    const { list } = this;
    if (rank > 0 && start < list[rank - 1].start) {
      return "Cette phrase commencerait avant la précédente.";
    }
    if (rank + 1 < list.length && start > list[rank + 1].start) {
      return "Cette phrase commencerait après la suivante.";
    }
    return "";
  }

  /** Move the start of a cue; the end of the one before follows when they touch or overlap. */
  setStart(rank, start) {
    this.remember(rank);
    const cue = this.list[rank];
    const before = this.list[rank - 1];
    const touching = before && Math.abs(before.end - cue.start) < SHORTEST / 2;
    if (before && (touching || before.end > start)) before.end = Math.max(start, before.start);
    if (cue.end <= start) cue.end = start + Math.max(SHORTEST, cue.end - cue.start);
    cue.start = start;
  }

  /** Cut a cue at a position of its text; at `time` if it is inside the cue. */
  split(rank, position, time) {
    const cue = this.list[rank];
    const [first, second] = [cue.text.slice(0, position), cue.text.slice(position)];
    if (!first.trim() || !second.trim()) return false;
    const inside = time > cue.start + SHORTEST && time < cue.end - SHORTEST;
    const share = cue.start + ((cue.end - cue.start) * position) / cue.text.length;
    this.remember(rank);
    const middle = Math.round(inside ? time : share);
    this.insertAfter(cue, {
      ...cue,
      id: "",
      start: middle,
      text: second.trim(),
    });
    cue.end = middle;
    cue.text = first.trim();
    return true;
  }

  /** Join a cue and the next one; another voice keeps its tag in the text. */
  merge(rank) {
    const cue = this.list[rank];
    const next = this.list[rank + 1];
    if (!next) return false;
    this.remember(rank);
    const another = next.voice && next.voice !== cue.voice;
    const tag = another ? `\n<v${next.classes} ${next.voice}>` : " ";
    cue.text = `${cue.text.trimEnd()}${tag}${next.text.trimStart()}`.trim();
    cue.end = Math.max(cue.end, next.end);
    this.blocks.splice(this.blocks.indexOf(next), 1);
    return true;
  }

  /** Add an empty cue after one, at `time` if it comes before the next; return its rank. */
  add(rank, time) {
    const { list } = this;
    const cue = list[rank];
    const next = list[rank + 1];
    this.remember(Math.max(rank, 0));
    const limit = next?.start ?? Infinity;
    const start = cue && !(time > cue.start && time < limit) ? Math.min(cue.end, limit) : time;
    const end = Math.min(limit, Math.max(start, cue?.end > start ? cue.end : start + USUAL));
    const added = { id: "", start, end, settings: "", classes: "", voice: "", text: "" };
    if (!cue) {
      this.blocks.push(added);
      return list.length;
    }
    added.voice = cue.voice;
    added.classes = cue.classes;
    if (cue.end > start) cue.end = start;
    this.insertAfter(cue, added);
    return rank + 1;
  }

  remove(rank) {
    this.remember(rank);
    this.blocks.splice(this.blocks.indexOf(this.list[rank]), 1);
  }

  /** Give another name to a voice everywhere, in the texts that hold several voices too. */
  rename(rank, before, after) {
    this.remember(rank);
    let count = 0;
    for (const cue of this.list) {
      if (cue.voice === before) {
        cue.voice = after;
        count += 1;
      }
      if (!before) continue;
      cue.text = cue.text.replaceAll(VOICE_TAG, (tag, classes, name) => {
        if (name.trim() !== before) return tag;
        count += 1;
        return `<v${classes ?? ""} ${after}>`;
      });
    }
    return count;
  }

  /** Return the rank of the last cue that starts at or before `time`, -1 if none does. */
  at(time) {
    const { list } = this;
    let rank = -1;
    while (rank + 1 < list.length && list[rank + 1].start <= time) rank += 1;
    return rank;
  }

  insertAfter(cue, added) {
    this.blocks.splice(this.blocks.indexOf(cue) + 1, 0, added);
  }
}
