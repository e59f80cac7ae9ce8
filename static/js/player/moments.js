// Moments of a recording: their form in addresses, and the position kept on this device.

const KEPT = "positions-ecoute";
// Most episodes kept: the oldest are forgotten.
const MOST = 100;
// In seconds: a position nearer to the start or to the end is not worth resuming.
const START = 15;
const END = 10;

/** Return seconds as « 4:05 » or « 1:02:03 ». */
export function timecode(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  const rest = two(whole % 60);
  return hours ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/**
 * Return the second that a URL fragment points at, or null.
 *
 * « #t-754 » and « #chapitre-754 » are elements of the page; « #t=754 » is a media fragment, which
 * may be written « #t=12:34 », « #t=1h02m03s » or « #t=754,760 ».
 */
export function secondOf(hash) {
  const found = /^#(?:t=(?:npt:)?|t-|chapitre-)([\d:.hms]+)/i.exec(hash);
  if (!found) return null;
  const units = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s?)?$/i.exec(found[1]);
  const parts = units ? units.slice(1).map((part) => part ?? 0) : found[1].split(":");
  const seconds = parts.reduce((total, part) => total * 60 + Number(part), 0);
  return Number.isFinite(seconds) ? seconds : null;
}

/** Return the address of this page at a second. */
export function addressAt(second) {
  return `${location.origin}${location.pathname}#t=${Math.floor(second)}`;
}

// A browser may refuse its storage: nothing is kept then.
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function write(positions) {
  const latest = Object.entries(positions).sort(([, one], [, other]) => other[1] - one[1]);
  try {
    if (latest.length)
      localStorage.setItem(KEPT, JSON.stringify(Object.fromEntries(latest.slice(0, MOST))));
    else localStorage.removeItem(KEPT);
  } catch {}
}

/** Return the second kept for an episode, or null. */
export function keptPosition(episode) {
  const second = Number(read()[episode]?.[0]);
  return second > 0 ? second : null;
}

/** Keep a position; forget it at the end of the sound. A position near the start changes nothing. */
export function keepPosition(episode, second, duration) {
  if (duration && second > duration - END) forgetPosition(episode);
  else if (second >= START) write({ ...read(), [episode]: [Math.floor(second), Date.now()] });
}

export function forgetPosition(episode) {
  const { [episode]: forgotten, ...others } = read();
  if (forgotten) write(others);
}
