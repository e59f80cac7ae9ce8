// User interface: a bar for a failure, an offer above the form, a dialog with the kept text.

import { moment } from "./sentences.js";
import { readable } from "./snapshot.js";

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A button or, with an address, a link that opens another tab. */
function action({ label, run, href, secondary = true }) {
  const style = `button button-small${secondary ? " button-secondary" : ""}`;
  if (href) {
    return make("a", { class: style, href, target: "_blank", rel: "noopener" }, label);
  }
  const button = make("button", { class: style, type: "button" }, label);
  button.addEventListener("click", () => run(button));
  return button;
}

/** Return a row of buttons; `about` tells screen readers which of several rows it is. */
export function actionsOf(actions, about = "") {
  const row = make("div", { class: "hub-kept__actions" }, ...actions.map(action));
  if (about) {
    for (const button of row.children) {
      button.setAttribute("aria-label", `${button.textContent}\u00a0: ${about}`);
    }
  }
  return row;
}

/** The bar at the top of the window: one at a time, read aloud when its words change. */
export class Bar {
  constructor() {
    this.kind = "";
    // A live region must be there before its content.
    this.element = make("div", { class: "hub-kept-bar", role: "alert" });
    document.body.append(this.element);
  }

  show(kind, { title, advice = "" }, actions = []) {
    const words = `${kind}|${title}|${advice}`;
    if (words === this.words) return;
    this.words = words;
    this.kind = kind;
    const close = make("button", {
      class: "hub-kept-bar__close",
      type: "button",
      "aria-label": "Fermer ce message",
    });
    close.textContent = "×";
    close.addEventListener("click", () => this.clear());
    const box = make("div", { class: `hub-kept hub-kept--${kind}` });
    box.append(make("p", {}, make("strong", {}, title)), make("p", {}, advice));
    if (actions.length) box.append(actionsOf(actions));
    box.append(close);
    this.element.replaceChildren(box);
  }

  clear() {
    this.kind = "";
    this.words = "";
    this.element.replaceChildren();
  }
}

let offers = 0;

/** Show an offer above a form, and return it; `actions` as for the bar. */
export function showOffer(before, sentence, actions) {
  // Announced, without moving the focus.
  const region = make("div", { role: "status" });
  before.before(region);
  offers += 1;
  const id = `hub-kept-offer-${offers}`;
  const box = make("div", { class: "hub-kept hub-kept--offer" }, make("p", { id }, sentence));
  box.append(actionsOf(actions));
  // The accessible name of « Le reprendre » includes the text it is about.
  for (const button of box.querySelectorAll("button")) button.setAttribute("aria-describedby", id);
  requestAnimationFrame(() => region.append(box));
  return region;
}

/** Open the kept text in a dialog, to read and copy. */
export function showText(text) {
  const lines = readable(text);
  const all = lines.map(({ text: words }) => words).join("\n\n");
  const title = make("h2", { id: "hub-kept-title" }, `Texte tapé ${moment(text.keptAt)}`);
  const list = make("div", { class: "hub-kept-dialog__text", tabindex: "0", role: "group" });
  list.setAttribute("aria-labelledby", "hub-kept-title");
  for (const { name, text: words } of lines) {
    const label = labelOf(name);
    if (label) list.append(make("h3", {}, label));
    list.append(make("p", {}, words));
  }
  if (!lines.length)
    list.append(make("p", {}, "Aucun mot\u00a0: seulement des choix ou des nombres."));
  const status = make("p", { role: "status" });
  const dialog = make("dialog", { class: "hub-kept-dialog", "aria-labelledby": "hub-kept-title" });
  dialog.append(
    title,
    list,
    actionsOf([
      {
        label: "Tout copier",
        secondary: false,
        run: async () => {
          status.textContent = (await copy(all))
            ? "Le texte est copié."
            : "Le navigateur refuse de copier\u00a0: sélectionnez le texte.";
        },
      },
      { label: "Fermer", run: () => dialog.close() },
    ]),
    status,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function copy(words) {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false;
  }
}

/** The label of a field in the form on the screen, if there is one. */
function labelOf(name) {
  const label = document.querySelector(`label[for="id_${CSS.escape(name)}"]`);
  return label?.textContent.replace("*", "").trim() ?? "";
}
