/*
 * Show a character counter under each field that has a maximum length; never truncate.
 *
 * The browser silently truncates a paste at `maxlength`: the attribute is removed, a text that is
 * too long stays in the field and is reported; the server refuses it with the same message
 * (hub/backoffice/limits.py).
 */
(() => {
  const SELECTOR = "input[maxlength]:not([type=password], [name=username]), textarea[maxlength]";
  // Below this limit (codes, colours, emoji), and for addresses, only an excess is reported.
  const SMALLEST_COUNTED = 40;
  const NEARLY_FULL = 0.8;
  const PAUSE = 1000; // milliseconds without typing before the announcement to screen readers
  const limits = new WeakMap();
  let announcer;
  let pause;

  const plural = (count, words) => `${count} ${words.replace("$", count > 1 ? "s" : "")}`;

  /** Return the length as the server counts it: trimmed, CRLF line ends, code points. */
  function lengthOf(input) {
    const sent = input.value.replace(/\r\n|\r|\n/g, "\r\n").trim();
    return Array.from(sent).length;
  }

  function sentence(count, limit) {
    return count > limit
      ? `${plural(count - limit, "signe$ de trop")}\u00a0: ${limit} au plus, ${count} écrits.`
      : `${count} / ${limit} signes`;
  }

  function announce(text) {
    clearTimeout(pause);
    pause = setTimeout(() => {
      announcer.textContent = text;
    }, PAUSE);
  }

  function update(input, { spoken = false, focused = false } = {}) {
    const { limit, line } = limits.get(input);
    const count = lengthOf(input);
    const over = count > limit;
    const wanted =
      limit >= SMALLEST_COUNTED &&
      !input.matches("[type=url], [type=email]") &&
      (focused || input.matches("textarea") || count >= limit * NEARLY_FULL);
    // A counter stays once it is shown: hiding it would move the page under a click.
    if (over || wanted) line.hidden = false;
    const text = sentence(count, limit);
    line.textContent = text;
    line.classList.toggle("hub-reading--error", over);
    if (over) {
      input.setAttribute("aria-invalid", "true");
      input.dataset.hubTooLong = "";
    } else if ("hubTooLong" in input.dataset) {
      input.removeAttribute("aria-invalid");
      delete input.dataset.hubTooLong;
    }
    if (spoken && !line.hidden) announce(text);
  }

  function watch(input) {
    const limit = Number(input.getAttribute("maxlength"));
    input.removeAttribute("maxlength");
    const line = document.createElement("p");
    line.className = "hub-reading hub-reading--count";
    line.hidden = true;
    (input.closest(".w-field__input") || input).after(line);
    if (input.id) {
      line.id = `${input.id}-count`;
      const described = input.getAttribute("aria-describedby");
      input.setAttribute("aria-describedby", described ? `${described} ${line.id}` : line.id);
    }
    limits.set(input, { limit, line });
    update(input);
  }

  function watchIn(root) {
    root.querySelectorAll(SELECTOR).forEach(watch);
  }

  function onFocus({ target }) {
    if (!target.matches?.("input, textarea")) return;
    if (target.matches(SELECTOR)) watch(target);
    if (limits.has(target)) update(target, { focused: true });
  }

  document.addEventListener("DOMContentLoaded", () => {
    announcer = document.createElement("div");
    announcer.className = "w-sr-only";
    announcer.setAttribute("role", "status");
    document.body.append(announcer);
    watchIn(document);
    // Blocks and rows can be added later.
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) {
        for (const node of addedNodes) if (node.querySelectorAll) watchIn(node);
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  document.addEventListener("focusin", onFocus);
  document.addEventListener("input", ({ target }) => {
    if (limits.has(target)) update(target, { spoken: true, focused: true });
  });
})();
