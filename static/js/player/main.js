// Player of an episode. Without this script the page has the browser's own player, and links that
// open the sound at their timecode: docs/features/podcasts-player.md.

import { Bar } from "./bar.js";
import { forgetPosition, keepPosition, keptPosition, secondOf, timecode } from "./moments.js";
import { Sound } from "./sound.js";
import { Transcript } from "./transcript.js";

// In seconds.
const ARROW_STEP = 5;
const KEEP_EVERY = 5;
// What hears Space or the arrows itself; a link does not hear Space.
const HEARS_SPACE = "input, textarea, select, button, summary, audio, [contenteditable]";
const HEARS_ARROWS = "input, textarea, select, audio, [contenteditable]";

const audio = document.querySelector("#son");
const status = document.querySelector("#lecture");
const chapters = [...document.querySelectorAll(".chapters [data-start]")];
const text = document.querySelector(".transcript");

const announce = (message) => {
  status.textContent = message;
};
const sound = new Sound(audio, (message) => bar.say(message));
const transcript = text && new Transcript(text, sound);
const bar = new Bar(document.querySelector("#barre"), sound, transcript, announce);

function markChapter() {
  const now = sound.isBegun
    ? chapters.findLast((link) => Number(link.dataset.start) <= sound.time + 0.05)
    : null;
  for (const link of chapters) {
    if (link === now) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

function openLink(event) {
  const link = event.target.closest("[data-start]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  bar.say("");
  sound.playFrom(Number(link.dataset.start));
  announce(`Lecture depuis ${link.textContent.trim()}`);
}

function hearKey(event) {
  const { key, target } = event;
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
    return;
  if (key === " " && !target.closest(HEARS_SPACE)) sound.toggle();
  else if (key === "ArrowLeft" && !target.closest(HEARS_ARROWS)) sound.skip(-ARROW_STEP);
  else if (key === "ArrowRight" && !target.closest(HEARS_ARROWS)) sound.skip(ARROW_STEP);
  else return;
  event.preventDefault();
}

/** Set the sound, without playing it, at the second of the address; tell whether it has one. */
function followAddress() {
  const second = secondOf(location.hash);
  if (second === null) return false;
  if (sound.isPlaying) audio.pause();
  sound.seek(second);
  // The browser itself scrolls to « #t-754 », when this sentence exists.
  if (!document.querySelector(":target")) transcript?.show();
  return true;
}

const { episode } = audio.dataset;
const resume = document.querySelector(".player-resume");
let keptAt = 0;

function offerToResume() {
  const second = keptPosition(episode);
  resume.hidden = second === null;
  if (second === null) return;
  resume.querySelector("span").textContent = timecode(second);
}

function keep() {
  keptAt = sound.time;
  keepPosition(episode, sound.time, sound.duration);
}

resume.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const second = keptPosition(episode);
  if (button.matches("[data-do=forget]")) forgetPosition(episode);
  else if (second !== null) sound.playFrom(second);
  resume.hidden = true;
  audio.focus();
});
sound.listen(markChapter);
sound.listen(() => {
  if (!sound.isPlaying) return;
  resume.hidden = true;
  if (Math.abs(sound.time - keptAt) >= KEEP_EVERY) keep();
});
audio.addEventListener("pause", keep);
audio.addEventListener("ended", () => forgetPosition(episode));
addEventListener("pagehide", () => {
  if (sound.isPlaying) keep();
});
addEventListener("hashchange", followAddress);
document.addEventListener("click", openLink);
document.addEventListener("keydown", hearKey);
document.querySelector(".player-keys").hidden = false;
if (!followAddress()) offerToResume();

// Keys of a headset, and the controls of a locked screen.
if ("mediaSession" in navigator) {
  const title = document.querySelector("h1").textContent.trim();
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist: audio.dataset.show });
  navigator.mediaSession.setActionHandler("seekbackward", () => sound.skip(-15));
  navigator.mediaSession.setActionHandler("seekforward", () => sound.skip(15));
}
