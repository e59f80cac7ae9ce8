// No text lost in the admin: docs/features/kept-text.md.

import { Guard } from "./guard.js";
import { Keeper, takeAdopted } from "./keeper.js";
import { listOffers, offerIn } from "./offers.js";
import { config } from "./session.js";
import { refill } from "./snapshot.js";
import * as store from "./store.js";

const FORMS = "form[data-edit-form], form[data-keep]";

/** Return the value of a cookie that the server left for this script, once. */
function takeCookie(name) {
  const found = document.cookie.split("; ").find((pair) => pair.startsWith(`${name}=`));
  if (!found) return null;
  const path = config?.home ?? location.pathname.replace(/login\/$/, "");
  document.cookie = `${name}=; path=${path}; max-age=0`;
  return decodeURIComponent(found.slice(name.length + 1));
}

async function start() {
  const signedOut = takeCookie("hub_signed_out");
  const saved = takeCookie("hub_saved");
  const form = config?.user ? document.querySelector(FORMS) : null;
  // Before anything else: an autosave may start as the page loads.
  const guard = form ? watch(form, saved) : null;
  try {
    if (signedOut) await store.forgetUser(signedOut);
    if (saved) await store.remove(saved);
    await store.forgetOld();
  } catch {
    // No store on this device: forms say so when a save fails.
  }
  if (guard) {
    await refillIfAsked(form, guard.keeper);
    await offerIn(form, guard.keeper, guard.bar);
  } else if (config?.user && location.pathname === config.home) {
    await listOffers();
  }
}

function watch(form, saved) {
  const adopted = takeAdopted();
  const unsaved = form.dataset.wUnsavedForceValue === "true" || "keepUnsaved" in form.dataset;
  const id = unsaved && adopted && adopted !== saved ? adopted : null;
  const keeper = new Keeper(form, { id, unsaved });
  const guard = new Guard(keeper);
  keeper.start();
  guard.start();
  return guard;
}

/** The server could not show the data again: fill the fields here. */
async function refillIfAsked(form, keeper) {
  const address = new URL(location.href);
  const id = address.searchParams.get("hub-refill");
  if (!id) return;
  address.searchParams.delete("hub-refill");
  history.replaceState(null, "", address);
  const text = await store.get(id);
  if (!text || text.user !== config.user || text.path !== keeper.path) return;
  keeper.baseline ??= "";
  refill(form, text.entries);
  await keeper.check();
  await store.remove(id);
}

start().catch((error) => console.error(error));
