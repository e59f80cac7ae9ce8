// The sentences of an episode: the one being said is marked and followed, each one can be clicked.

// In seconds: a silence longer than this marks nothing.
const SILENCE = 3;

export class Transcript {
  /** `root` holds the sentences; `sound` is a `Sound`. `onFollow` is called when following changes. */
  constructor(root, sound) {
    this.root = root;
    this.sound = sound;
    this.onFollow = () => {};
    this.isWanted = true;
    // The reader has scrolled away from the sentence being said.
    this.isAway = false;
    this.cues = [...root.querySelectorAll("[data-start]")].map((link) => ({
      link,
      text: link.nextElementSibling,
      voice: link.closest(".turn").querySelector(".turn-voice")?.textContent.trim() ?? "",
      start: Number(link.dataset.start),
      end: Number(link.dataset.end),
    }));
    this.said = [];
    // One stop of the Tab key for all the sentences; the arrows go from one to another.
    for (const [index, cue] of this.cues.entries()) cue.link.tabIndex = index ? -1 : 0;
    root.classList.add("is-live");
    root.addEventListener("click", (event) => this.click(event));
    root.addEventListener("keydown", (event) => this.move(event));
    sound.listen(() => this.mark());
  }

  get isFollowing() {
    return this.isWanted && !this.isAway;
  }

  /** The first sentence being said, or null. */
  get current() {
    return this.said[0] ?? null;
  }

  click(event) {
    const text = event.target.closest(".cue");
    // A reader who selects words is not asking for the sound.
    if (!text || event.target.closest("a") || String(getSelection())) return;
    this.sound.playFrom(this.cues.find((cue) => cue.text === text).start);
  }

  move(event) {
    const from = this.cues.findIndex((cue) => cue.link === event.target);
    const last = this.cues.length - 1;
    const to = { ArrowDown: from + 1, ArrowUp: from - 1, Home: 0, End: last }[event.key];
    if (from < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const cue = this.cues[Math.min(Math.max(0, to), last)];
    this.makeStop(cue);
    cue.link.focus();
  }

  makeStop(stop) {
    for (const cue of this.cues) if (cue.link.tabIndex === 0) cue.link.tabIndex = -1;
    stop.link.tabIndex = 0;
  }

  /** Return the sentences said at a time: several when voices share a cue. */
  at(time) {
    let latest = null;
    for (const cue of this.cues)
      if (cue.start <= time + 0.05 && (!latest || cue.start > latest.start)) latest = cue;
    if (!latest) return [];
    const group = this.cues.filter((cue) => cue.start === latest.start);
    const end = Math.max(...group.map((cue) => cue.end));
    return time <= end + SILENCE ? group : [];
  }

  mark() {
    const said = this.sound.isBegun ? this.at(this.sound.time) : [];
    if (said[0] === this.said[0]) return;
    const before = this.said;
    for (const cue of before) {
      cue.text.classList.remove("is-said");
      cue.link.removeAttribute("aria-current");
    }
    for (const cue of said) cue.text.classList.add("is-said");
    said[0]?.link.setAttribute("aria-current", "true");
    this.said = said;
    if (!said.length) return;
    if (!this.root.contains(document.activeElement)) this.makeStop(said[0]);
    // Scroll for a reader who had the sentence before in view.
    if (before.length) this.setAway(!isInView(before[0].text) && !isInView(said[0].text));
    if (this.isFollowing && before.length && this.sound.isPlaying) this.show();
  }

  setAway(isAway) {
    this.isAway = isAway;
    this.onFollow();
  }

  toggleFollowing() {
    this.isWanted = !this.isFollowing;
    this.setAway(false);
    if (this.isWanted) this.show();
  }

  /** Bring the sentence being said into view. */
  show() {
    const cue = this.current;
    if (!cue || isInView(cue.text)) return;
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    cue.text.scrollIntoView({ block: "center", behavior: isStill ? "auto" : "smooth" });
  }
}

function isInView(element) {
  const { top, bottom } = element.getBoundingClientRect();
  const bar = document.querySelector(".player-bar:not([hidden])");
  return top >= 0 && bottom <= innerHeight - (bar?.offsetHeight ?? 0);
}
