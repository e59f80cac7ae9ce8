// The bar at the bottom of the window: controls of the sound, address and quotation to copy.

import { addressAt, timecode } from "./moments.js";

const STEP = 15;
const ARROW_STEP = 5;

export class Bar {
  /** `template` holds the bar; `transcript` may be null; `announce` speaks to screen readers. */
  constructor(template, sound, transcript, announce) {
    this.sound = sound;
    this.transcript = transcript;
    this.announce = announce;
    this.root = template.content.firstElementChild.cloneNode(true);
    template.after(this.root);
    this.position = this.root.querySelector("input[type=range]");
    this.copied = this.root.querySelector("textarea");
    const actions = {
      back: () => sound.skip(-STEP),
      forward: () => sound.skip(STEP),
      toggle: () => sound.toggle(),
      follow: () => transcript.toggleFollowing(),
      share: () => this.copy(addressAt(sound.time), "Adresse copiée."),
      quote: () => this.copy(this.quotation(), "Citation copiée."),
    };
    this.root.addEventListener("click", (event) => {
      const button = event.target.closest("[data-do]");
      if (button) actions[button.dataset.do]();
    });
    this.root.addEventListener("change", (event) => {
      if (event.target.matches("select"))
        sound.audio.defaultPlaybackRate = sound.audio.playbackRate = Number(event.target.value);
    });
    this.position.addEventListener("input", () => sound.seek(Number(this.position.value)));
    this.position.addEventListener("keydown", (event) => this.stepWithArrows(event));
    if (transcript) transcript.onFollow = () => this.update();
    else for (const part of this.root.querySelectorAll("[data-text]")) part.remove();
    new ResizeObserver(() => this.measure()).observe(this.root);
    sound.listen(() => this.update());
    this.update();
  }

  part(name) {
    return this.root.querySelector(`[data-part=${name}]`);
  }

  stepWithArrows(event) {
    const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
    if (!way) return;
    event.preventDefault();
    this.sound.skip(way * ARROW_STEP);
  }

  /** Show a message in the bar, and announce it. */
  say(message) {
    const part = this.part("message");
    part.textContent = message;
    part.hidden = !message;
    this.announce(message);
    if (message) this.root.hidden = false;
  }

  update() {
    const { sound, transcript } = this;
    const { duration, time, isPlaying } = sound;
    // It leaves at the end, and never takes the focus away with it.
    const isIdle = !sound.isBegun || sound.audio.ended;
    if (!this.root.contains(document.activeElement))
      this.root.hidden = isIdle && this.part("message").hidden;
    const [now, total] = [timecode(time), duration ? timecode(duration) : ""];
    this.part("time").textContent = total ? `${now} / ${total}` : now;
    this.part("from").textContent = now;
    this.position.max = Math.ceil(duration) || Math.ceil(time) || 1;
    this.position.value = time;
    this.position.setAttribute("aria-valuetext", total ? `${now} sur ${total}` : now);
    this.part("label").textContent = isPlaying ? "Mettre en pause" : "Lire";
    this.root.classList.toggle("is-playing", isPlaying);
    if (!transcript) return;
    this.root
      .querySelector("[data-do=follow]")
      .setAttribute("aria-pressed", transcript.isFollowing);
    this.root.querySelector("[data-do=quote]").disabled = !transcript.current;
  }

  // Fields and links that take the focus stay above the bar, and so does the end of the page.
  measure() {
    document.documentElement.style.setProperty("--bar-height", `${this.root.offsetHeight}px`);
  }

  /** Return the sentence being said, with its voice, the episode, its time and its address. */
  quotation() {
    const { start, text, voice } = this.transcript.current;
    const title = document.querySelector("h1").textContent.trim();
    const words = text.textContent.trim();
    const source = [voice, title, timecode(start), addressAt(start)].filter(Boolean).join(", ");
    return `«\u00a0${words}\u00a0» — ${source}`;
  }

  async copy(text, done) {
    let isCopied = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // No access to the clipboard, such as outside of https: the reader copies the text.
      isCopied = false;
    }
    this.copied.value = text;
    this.part("copy").hidden = isCopied;
    if (isCopied) this.say(done);
    else this.copied.select();
  }
}
