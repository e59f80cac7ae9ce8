// The keys of the transcript editor. Alt keeps them apart from typing; the letters A, M, Q, W and Z,
// which move from one keyboard to another, are not used.

const ALT = {
  ArrowUp: "previous",
  ArrowDown: "next",
  Delete: "remove",
  c: "chapter",
  e: "goToHeard",
  g: "merge",
  h: "help",
  j: "back",
  l: "forward",
  n: "add",
  r: "rename",
  s: "split",
  t: "startNow",
  u: "undo",
  x: "remove",
};

/** Return the name of the action of a keydown, or null. */
export function actionOf(event) {
  if (event.isComposing) return null;
  const { key, code, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (key === "Escape" && !altKey && !ctrlKey && !metaKey) return "toggle";
  if (key === "Enter" && (ctrlKey || metaKey) && !altKey) return "playHere";
  if (!altKey || ctrlKey || metaKey || shiftKey) return null;
  // On a Mac, Option and a letter give another character: the place of the key says the letter.
  const name = /^[a-z]$/i.test(key) || key.length > 1 ? key : code.replace(/^Key/, "");
  return ALT[name.length === 1 ? name.toLowerCase() : name] ?? null;
}
