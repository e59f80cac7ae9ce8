/*
 * Dates and times of the admin: the picker never rewrites the typed text, and the server returns
 * at once how it parses it (same parser as on save: hub/backoffice/dates/).
 *
 * A classic script: it sets the defaults of the picker before the widgets of the page start.
 */
(() => {
  const $ = window.jQuery;
  const { readUrl } = document.currentScript.dataset;
  const ERROR = "hub-reading--error";
  const WARNING = "hub-reading--warning";
  // What the server answered last, by input: { text, iso, error… }.
  const answers = new WeakMap();

  const PAST_GO_LIVE =
    "Cette date est passée\u00a0: la mise en ligne aura lieu dès que vous publierez.";

  /** Open the picker at the typed date, in any format; not after the focus has left. */
  function onShow(_current, $input) {
    if ($input[0] !== document.activeElement) return false;
    const { text, iso } = answers.get($input[0]) || {};
    if (iso && text === $input[0].value) {
      const moment = iso.includes("-") ? iso : `1970-01-01T${iso}`;
      this.data("xdsoft_datetime").setCurrentTime(
        new Date(moment.includes("T") ? moment : `${moment}T00:00`),
      );
    }
    return true;
  }

  Object.assign($.fn.datetimepicker.defaults, {
    validateOnBlur: false,
    scrollInput: false,
    onShow,
  });

  /** The kind of an input that has a picker: date, time, datetime; null without. */
  function kindOf(input) {
    const picker = input.matches?.("input") && $(input).data("xdsoft_datetimepicker");
    if (!picker) return null;
    const { datepicker, timepicker } = picker.data("options");
    if (datepicker && timepicker) return "datetime";
    return datepicker ? "date" : "time";
  }

  /**
   * Return the line above an input that tells how it is parsed (below, the picker would hide it).
   * It is created before its text, so that screen readers announce the text.
   */
  function lineOf(input) {
    const id = `${input.id}-reading`;
    let line = document.getElementById(id);
    if (!line) {
      line = document.createElement("p");
      line.id = id;
      line.className = "hub-reading";
      line.setAttribute("role", "status");
      (input.closest(".w-field__input") || input).before(line);
      const described = input.getAttribute("aria-describedby");
      input.setAttribute("aria-describedby", described ? `${described} ${id}` : id);
    }
    return line;
  }

  function show(input, answer) {
    const line = lineOf(input);
    const warned = answer.past && /(^|-)go_live_at$/.test(input.name);
    const parts = [];
    if (answer.words && answer.written !== input.value.trim()) {
      parts.push(`Compris\u00a0: ${answer.words}.`);
    }
    if (warned) parts.push(PAST_GO_LIVE);
    line.textContent = answer.error || parts.join(" ");
    line.classList.toggle(ERROR, Boolean(answer.error));
    line.classList.toggle(WARNING, Boolean(warned));
    if (answer.error) {
      input.setAttribute("aria-invalid", "true");
    } else {
      input.removeAttribute("aria-invalid");
    }
  }

  async function read(input, kind) {
    const text = input.value;
    if (!text.trim()) {
      answers.delete(input);
      show(input, {});
      return;
    }
    try {
      const query = new URLSearchParams({ kind, text });
      const response = await fetch(`${readUrl}?${query}`, {
        headers: { "X-Requested-With": "XMLHttpRequest" },
      });
      if (!response.ok) return;
      const answer = await response.json();
      if (input.value !== text) return; // typed again meanwhile
      answers.set(input, { text, ...answer });
      show(input, answer);
    } catch {
      // Without a response show nothing: the text is parsed again on save.
    }
  }

  document.addEventListener("focusin", ({ target }) => {
    if (kindOf(target)) lineOf(target);
  });

  document.addEventListener("change", ({ target }) => {
    const kind = kindOf(target);
    if (kind) read(target, kind);
  });

  // A go-live date saved earlier may have passed.
  document.addEventListener("w-dialog:shown", ({ target }) => {
    target.querySelectorAll?.("input[name$='go_live_at']").forEach((input) => {
      const kind = kindOf(input);
      if (kind && input.value) read(input, kind);
    });
  });
})();
