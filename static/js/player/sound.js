// The sound of an episode: play, seek, also before its metadata is loaded, and say what fails.

// In seconds: difference between the position asked for and the position reached.
const TOLERANCE = 1.5;
const MESSAGES = {
  position:
    "Le serveur de ce son ne permet pas d’aller à un moment précis\u00a0: il ne se lit que depuis le début. " +
    "Téléchargé, il se lit de partout.",
  unreadable: "Ce son ne peut pas être lu ici. Essayez de le télécharger.",
};

export class Sound {
  /** `audio` is the element; `say` takes a message for the reader. */
  constructor(audio, say) {
    this.audio = audio;
    this.say = say;
    // Position asked for and not reached yet; null otherwise.
    this.wanted = null;
    this.listeners = [];
    audio.addEventListener("loadedmetadata", () => this.reach());
    audio.addEventListener("seeking", () => this.giveWay());
    audio.addEventListener("seeked", () => this.check());
    audio.addEventListener("error", () => say(MESSAGES.unreadable));
    for (const name of ["timeupdate", "seeking", "play", "pause", "ended", "durationchange"])
      audio.addEventListener(name, () => this.tell());
  }

  /** Call a function each time that the position or the state changes. */
  listen(listener) {
    this.listeners.push(listener);
  }

  tell() {
    for (const listener of this.listeners) listener();
  }

  get time() {
    return this.wanted ?? this.audio.currentTime;
  }

  /** Length in seconds: that of the file, else that of the page; 0 when unknown. */
  get duration() {
    const { duration } = this.audio;
    if (Number.isFinite(duration) && duration > 0) return duration;
    return Number(this.audio.dataset.duration) || 0;
  }

  get isPlaying() {
    return !this.audio.paused && !this.audio.ended;
  }

  /** Tell whether the reader has begun: it plays, or is not at its start. */
  get isBegun() {
    return this.isPlaying || this.time > 0;
  }

  play() {
    return this.audio.play().catch((error) => {
      if (error.name === "NotSupportedError") this.say(MESSAGES.unreadable);
    });
  }

  toggle() {
    if (this.isPlaying) this.audio.pause();
    else this.play();
  }

  skip(seconds) {
    this.seek(this.time + seconds);
  }

  /** Go to a second, within the sound; its state, playing or paused, does not change. */
  seek(second) {
    const last = this.duration || Infinity;
    this.wanted = Math.min(Math.max(0, second), last);
    // Without metadata this is where the sound will start.
    this.audio.currentTime = this.wanted;
    this.tell();
  }

  playFrom(second) {
    this.seek(second);
    this.play();
  }

  // Some browsers forget a position set before the metadata.
  reach() {
    if (this.wanted === null) return;
    this.wanted = Math.min(this.wanted, this.duration);
    if (!this.canReach(this.wanted)) this.refuse();
    else if (Math.abs(this.audio.currentTime - this.wanted) > 0.1)
      this.audio.currentTime = this.wanted;
    else if (!this.audio.seeking) this.check();
  }

  canReach(second) {
    const { seekable } = this.audio;
    for (let range = 0; range < seekable.length; range += 1)
      if (second <= seekable.end(range) + TOLERANCE && second >= seekable.start(range) - TOLERANCE)
        return true;
    return second < TOLERANCE;
  }

  // The reader moved the browser's own slider meanwhile.
  giveWay() {
    if (this.wanted === null || !this.canReach(this.wanted)) return;
    if (Math.abs(this.audio.currentTime - this.wanted) > TOLERANCE) this.wanted = null;
  }

  check() {
    // Another position has been asked for since.
    if (this.wanted === null || this.audio.seeking) return;
    if (Math.abs(this.audio.currentTime - this.wanted) > TOLERANCE) this.refuse();
    this.wanted = null;
    this.tell();
  }

  refuse() {
    this.wanted = null;
    this.audio.pause();
    this.say(MESSAGES.position);
    this.tell();
  }
}
