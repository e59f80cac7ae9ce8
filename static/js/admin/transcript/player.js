// The audio element of the transcript editor; times in milliseconds.

const BACK = 500; // replayed when the sound starts again after typing
const RESUME = 1200; // after the last key

export class Player {
  constructor(audio) {
    this.audio = audio;
    this.pausedByTyping = false;
  }

  get ready() {
    return Boolean(this.audio.getAttribute("src"));
  }

  get time() {
    return Math.round(this.audio.currentTime * 1000);
  }

  set source(url) {
    if (url === (this.audio.getAttribute("src") ?? "")) return;
    this.audio.pause();
    if (url) this.audio.setAttribute("src", url);
    else this.audio.removeAttribute("src");
    this.audio.hidden = !url;
  }

  playFrom(time) {
    this.audio.currentTime = time / 1000;
    this.play();
  }

  play() {
    this.forgetTyping();
    this.audio.play().catch(() => {}); // the `error` event tells why
  }

  toggle() {
    if (this.audio.paused) this.play();
    else this.stop();
  }

  stop() {
    this.forgetTyping();
    this.audio.pause();
  }

  skip(milliseconds) {
    this.audio.currentTime = Math.max(0, this.audio.currentTime + milliseconds / 1000);
  }

  /** Pause while somebody types, then start again a little before. */
  typed() {
    if (this.audio.paused && !this.pausedByTyping) return;
    this.audio.pause();
    this.pausedByTyping = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.skip(-BACK);
      this.play();
    }, RESUME);
  }

  forgetTyping() {
    clearTimeout(this.timer);
    this.pausedByTyping = false;
  }
}
