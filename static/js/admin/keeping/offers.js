// Offer back the texts that were typed and never saved.

import { adoptNext } from "./keeper.js";
import { actionsOf, make, showOffer, showText } from "./notice.js";
import { leaveFreely } from "./saving.js";
import { failure, moment, offer } from "./sentences.js";
import { askSession, config } from "./session.js";
import { entriesOf, fingerprintOf, refill } from "./snapshot.js";
import * as store from "./store.js";

/** Resolve once the widgets of a form have filled their fields. */
async function settled(form) {
  let last = null;
  for (let turn = 0; turn < 20; turn += 1) {
    const now = fingerprintOf(entriesOf(form));
    if (now === last) return now;
    last = now;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  return last;
}

/** Tell whether the form is that of a new object, whose title is only in the kept text. */
const isNew = (form) => !form.querySelector("input[name=loaded_revision_id]");

/** Offer the texts typed in this form; forget those that it already holds. */
export async function offerIn(form, keeper, bar) {
  const shown = await settled(form);
  await keeper.settle();
  const texts = [];
  for (const text of await store.find(config.user, keeper.path)) {
    if (text.id === keeper.id || (await store.isOpenElsewhere(text.id))) continue;
    if (fingerprintOf(text.entries) === shown) await store.remove(text.id);
    else texts.push(text);
  }
  for (const text of texts) {
    // The form of a new page is the same for all of them.
    const region = showOffer(form, offer(text, texts.length > 1 || isNew(form)), [
      {
        label: "Le reprendre",
        secondary: false,
        run: () => takeUp(text, form, keeper, bar, region),
      },
      { label: "Le voir", run: () => showText(text) },
      { label: "L’oublier", run: () => forget(text, region) },
    ]);
  }
}

async function forget(text, region) {
  if (!window.confirm("Oublier ce texte\u00a0? Il ne pourra plus être repris.")) return;
  await store.remove(text.id);
  region.remove();
  document.getElementById("main")?.focus();
}

/** Put a kept text back in its form. */
async function takeUp(text, form, keeper, bar, region) {
  await keeper.check();
  if (text.method === "refill") {
    keeper.baseline ??= "";
    refill(form, text.entries);
    await keeper.check();
    await store.remove(text.id);
    region.remove();
    return;
  }
  const { state, token, name } = await askSession();
  if (state !== "same") {
    bar.show(state, failure(state, true, name));
    return;
  }
  adoptNext(text.id);
  leaveFreely();
  repost(text, token);
}

/** Ask the server for the form with these data, unsaved. */
function repost(text, token) {
  const form = make("form", {
    method: "post",
    action: text.page,
    enctype: "multipart/form-data",
    hidden: "",
  });
  const fields = [...text.entries, ["csrfmiddlewaretoken", token], ["hub-restore", text.id]];
  for (const [name, value] of fields) {
    const field = make("input", { type: "hidden", name });
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

/** On the home page: the list of the forms that have a text to take up. */
export async function listOffers() {
  const place = document.querySelector("#main .content");
  const texts = [];
  for (const text of await store.find(config.user)) {
    if (!(await store.isOpenElsewhere(text.id))) texts.push(text);
  }
  if (!place || !texts.length) return;
  const title = make(
    "h2",
    { id: "hub-kept-list" },
    "Textes non enregistrés, gardés sur cet appareil",
  );
  const box = make("section", { class: "hub-kept hub-kept--offer" });
  box.setAttribute("aria-labelledby", "hub-kept-list");
  const list = make("ul");
  for (const text of texts) {
    const link = make("a", { href: text.page }, text.title || "Sans titre");
    const line = make("li", {}, link, `, tapé ${moment(text.keptAt)}`);
    // The page itself may have been deleted since.
    const actions = [
      { label: "Le voir", run: () => showText(text) },
      { label: "L’oublier", run: () => forget(text, list.children.length > 1 ? line : box) },
    ];
    line.append(actionsOf(actions, `${text.title}, tapé ${moment(text.keptAt)}`));
    list.append(line);
  }
  box.append(
    title,
    list,
    make("p", {}, "Ouvrez la page\u00a0: il vous sera proposé de reprendre le texte."),
  );
  (place.querySelector(".messages") ?? place.firstElementChild).after(box);
}
