// An episode without leaving its page: chapters and sentences play the sound from their second, the
// sentence that is heard is marked, the speed can be chosen. Without this file the links open the
// sound itself at the same second.

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

// The last of the links whose second has come.
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
