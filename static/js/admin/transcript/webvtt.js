// WebVTT as the server writes it (`write_webvtt`): read into blocks, written without loss.
// A block is a cue {id, start, end, settings, classes, voice, text}, or {other} (comment, style).
// Times are in milliseconds.

const TIMING =
  /^(?:(\d+):)?(\d{1,3}):(\d{2})[.,](\d{3}) --> (?:(\d+):)?(\d{1,3}):(\d{2})[.,](\d{3})(?:\s+(.*))?$/;
const VOICE = /^<v(\.[^\s>]*)?[ \t]+([^<>]*)>([\s\S]*)$/i;
const MARKUP = /<\/?[a-z]/i;
const CLOCK = /^(?:(?:(\d+):)?(\d+):)?(\d{1,2})(?:[.,](\d{1,3}))?$/;

const entities = document.createElement("textarea");

function unescape(text) {
  entities.innerHTML = text.replaceAll("<", "&lt;");
  return entities.value;
}

const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const time = (hours, minutes, seconds, thousandths) =>
  ((Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60 + Number(seconds)) * 1000 +
  Number((thousandths ?? "").padEnd(3, "0"));

/** Return {header, blocks} of a text written by the server. */
export function readWebVTT(text) {
  const [header, ...paragraphs] = text
    .replaceAll("\r\n", "\n")
    .trim()
    .split(/\n{2,}/);
  return { header: header || "WEBVTT", blocks: paragraphs.map(readBlock) };
}

function readBlock(paragraph) {
  const lines = paragraph.split("\n");
  const rank = lines.slice(0, 2).findIndex((line) => TIMING.test(line));
  if (rank < 0) return { other: paragraph };
  const parts = TIMING.exec(lines[rank]);
  const written = lines.slice(rank + 1).join("\n");
  const voice = VOICE.exec(written);
  return {
    id: rank ? lines[0] : "",
    start: time(...parts.slice(1, 5)),
    end: time(...parts.slice(5, 9)),
    settings: parts[9] ?? "",
    classes: voice?.[1] ?? "",
    voice: voice ? unescape(voice[2]).trim() : "",
    text: readText(voice ? voice[3] : written),
  };
}

/** Text with markup stays as it is written; the rest is shown without entities. */
function readText(written) {
  const alone = /<v[.\s]/i.test(written) ? written : written.replace(/<\/v>\s*$/i, "");
  return MARKUP.test(alone) ? alone : unescape(alone);
}

export const isCue = (block) => block.other === undefined;

/** Return the text to store. Cues without words are left out: an empty one cannot be heard. */
export function writeWebVTT({ header, blocks }) {
  const kept = blocks.filter((block) => !isCue(block) || block.text.trim());
  if (!kept.some(isCue)) return "";
  return [header, ...kept.map((block) => (isCue(block) ? writeCue(block) : block.other))].join(
    "\n\n",
  );
}

function writeCue({ id, start, end, settings, classes, voice, text }) {
  const lines = text.split("\n").map((line) => line.trim());
  const words = lines.filter(Boolean).join("\n");
  const safe = (MARKUP.test(words) ? words : escape(words)).replaceAll("-->", "--&gt;");
  const name = voice.trim().replace(/[<>]/g, "");
  const tag = name ? `<v${classes} ${escape(name)}>` : "";
  const timing = `${stamp(start)} --> ${stamp(Math.max(start, end))} ${settings}`.trim();
  return [...(id ? [id] : []), timing, tag + safe].join("\n");
}

const two = (number) => String(number).padStart(2, "0");

function stamp(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${parts.map(two).join(":")}.${String(milliseconds % 1000).padStart(3, "0")}`;
}

/** « 1:02:03 », « 4:05 », « 4:05,25 ». */
export function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const head = hours ? `${hours}:${two(minutes)}` : minutes;
  const rest = milliseconds % 1000;
  const fraction = rest ? `,${String(rest).padStart(3, "0").replace(/0+$/, "")}` : "";
  return `${head}:${two(seconds % 60)}${fraction}`;
}

/** Return the milliseconds of a text written by a person; null when it is not a time. */
export function readClock(text) {
  const parts = CLOCK.exec(text.replaceAll(/\s/g, ""));
  if (!parts || Number(parts[3]) > 59 || (parts[1] && Number(parts[2]) > 59)) return null;
  return time(...parts.slice(1));
}
