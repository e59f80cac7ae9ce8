// An ARIA 1.2 combobox: a text field with a list of suggestions below it. Used by the search boxes
// and by the fields of territories; without an answer, the field works as usual.

const make = (name, properties) => Object.assign(document.createElement(name), properties);

// `id` is that of the list; `label` names it. `ask(text, signal)` returns a promise of suggestions
// {label, note, …}, or of null if the text needs none; `choose(suggestion)` is called for the one
// chosen; `none` says that there is none.
export function combobox(input, { id, label, none, ask, choose }) {
  const list = make("ul", { className: "suggestions", id, role: "listbox", ariaLabel: label });
  const status = make("p", { className: "visually-hidden", role: "status" });
  let timer,
    asking,
    active = -1;
  input.parentElement.append(list, status);
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list" });
  input.setAttribute("aria-controls", id);
  close();

  input.addEventListener("input", () => {
    close();
    if (input.value.trim().length > 1) timer = setTimeout(suggest, 150);
  });
  input.addEventListener("blur", close);
  input.form?.addEventListener("submit", close);
  input.addEventListener("keydown", (event) => {
    const options = list.children,
      step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.isComposing || list.hidden) return;
    if (step) move(active < 0 && step < 0 ? options.length - 1 : active + step);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && active >= 0) pick(options[active]);
    else return;
    event.preventDefault();
  });
  // Keep the focus in the input: losing it closes the list.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => pick(event.target.closest("li")));

  async function suggest() {
    const { signal } = (asking = new AbortController());
    try {
      const found = await ask(input.value, signal);
      if (found) show(found);
    } catch {}
  }

  function show(found) {
    list.replaceChildren(
      ...found.map((suggestion, rank) => {
        const option = make("li", { id: `${id}-${rank}`, role: "option", suggestion });
        option.append(suggestion.label, " ", make("small", { textContent: suggestion.note }));
        return option;
      }),
    );
    list.hidden = !found.length;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = list.hidden
      ? none
      : `${found.length} suggestion${found[1] ? "s" : ""}, flèches pour choisir`;
  }

  function pick(option) {
    if (!option) return;
    close();
    choose(option.suggestion);
  }

  // No option is active before the first or after the last.
  function move(rank) {
    list.children[active]?.setAttribute("aria-selected", "false");
    const option = list.children[rank];
    active = option ? rank : -1;
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    move(-1);
    list.hidden = true;
    input.ariaExpanded = "false";
    status.textContent = "";
  }
}
