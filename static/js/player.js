// Player of an episode: chapters and sentences play the audio from their timecode, the current
// sentence is marked, the speed can be changed. Without this script the links open the audio file at
// the same timecode.

const sound = document.querySelector("#son");
const speed = document.querySelector(".player-speed");
const status = document.querySelector("#lecture");
const sentences = [...document.querySelectorAll(".transcript [data-start]")];
const chapters = [...document.querySelectorAll(".chapters [data-start]")];

function playFrom(link) {
  sound.currentTime = Number(link.dataset.start);
  sound.play().catch(() => location.assign(link.href));
  status.textContent = `Lecture depuis ${link.textContent.trim()}`;
}

// Return the last of the links whose timecode has passed.
function heard(links) {
  return links.findLast((link) => Number(link.dataset.start) <= sound.currentTime);
}

function mark(links) {
  const now = heard(links);
  for (const link of links) {
    if (link === now) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

if (sound) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-start]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    playFrom(link);
  });
  sound.addEventListener("timeupdate", () => {
    mark(chapters);
    mark(sentences);
  });
  speed.hidden = false;
  speed.querySelector("select").addEventListener("change", (event) => {
    sound.defaultPlaybackRate = sound.playbackRate = Number(event.target.value);
  });
}
