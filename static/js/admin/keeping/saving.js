// Save in the background, and leave the form only after the server has confirmed.

import { leaveOutCopiedAddress } from "./address.js";

const AUTOSAVE_WAIT = 60_000;
const ANSWER_WAIT = 90_000;
const WAGTAIL_READY = 1_000;
const WORKFLOW_ACTION =
  /^(action-workflow-action|workflow-action-name|workflow-action-extra-data)$/;

/** Send a form; return {outcome, …}: "saved" with `location`, "conflict" with `conflict`, "shown"
 * when the server would show the form again (a mistake in a field), or the kind of the failure.
 */
export async function send(form, submitter, extra = {}) {
  const body = new FormData(form);
  leaveOutCopiedAddress(form, body);
  if (submitter?.name) body.set(submitter.name, submitter.value);
  for (const [name, value] of Object.entries(extra)) body.set(name, value);
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST",
      body,
      headers: { "X-Hub-Save": "1", Accept: "text/html" },
      redirect: "manual",
      signal: AbortSignal.timeout(ANSWER_WAIT),
    });
  } catch {
    return { outcome: "unreachable" };
  }
  if ([502, 503, 504].includes(response.status)) return { outcome: "unreachable" };
  if (response.status === 404 || response.status === 410) return { outcome: "gone" };
  if (response.status === 413) return { outcome: "too_large" };
  if (response.headers.get("Content-Type")?.startsWith("application/json")) {
    return read(response);
  }
  return { outcome: response.ok ? "shown" : "server" };
}

async function read(response) {
  try {
    const { location, error, conflict } = await response.json();
    if (location) return { outcome: "saved", location };
    return { outcome: error ?? "server", conflict };
  } catch {
    return { outcome: "unreachable" }; // connection lost during the response
  }
}

/** Send the form as the browser does, for the answer to replace the page. */
export function sendNatively(form, submitter, extra = {}) {
  const fields = { ...extra };
  // The form comes back with an empty slug, which still follows the title.
  leaveOutCopiedAddress(form, {
    set: (name, value) => (form.elements.namedItem(name).value = value),
  });
  if (submitter?.name) fields[submitter.name] = submitter.value;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  leaveFreely();
  HTMLFormElement.prototype.submit.call(form);
}

/** Remove from the form, and return, the workflow action that Wagtail's script added to it.
 *
 * Otherwise each autosave after a failure would repeat it.
 */
export function takeWorkflowAction(form) {
  const added = [...form.querySelectorAll(":scope > input[type=hidden]")].filter(({ name }) =>
    WORKFLOW_ACTION.test(name),
  );
  for (const field of added) field.remove();
  return Object.fromEntries(added.map(({ name, value }) => [name, value]));
}

/** Detect edits of a form that the server refused: Wagtail autosaves it once, then stops. */
export async function watchAfterRefusal(form) {
  const isForced = () => form.dataset.wUnsavedForceValue === "true";
  if (!isForced()) return;
  await pause(WAGTAIL_READY);
  const stillForced = isForced(); // no save yet
  // Wagtail starts its checks when the interval changes, unless edits are forced.
  form.setAttribute("data-w-unsaved-force-value", "false");
  form.setAttribute("data-w-unsaved-check-interval-value", "501");
  await pause(0);
  if (stillForced) form.setAttribute("data-w-unsaved-force-value", "true");
}

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Do not ask « Quitter le site ? » for the next page. */
export function leaveFreely() {
  window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault());
}

/** Wait for the running autosave: concurrent saves would create two pages, or a conflict. */
export function autosaveEnd(state) {
  if (!state.autosaving) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      document.removeEventListener("w-autosave:success", done);
      document.removeEventListener("w-autosave:error", done);
      resolve();
    };
    const timer = setTimeout(done, AUTOSAVE_WAIT);
    document.addEventListener("w-autosave:success", done);
    document.addEventListener("w-autosave:error", done);
  });
}

/** Reset the form after a failure: progress buttons, and the question asked on leaving. */
export function wakeUp(form) {
  for (const button of form.querySelectorAll('[data-controller~="w-progress"]')) {
    button.setAttribute("data-w-progress-loading-value", "false");
  }
  form.setAttribute("data-w-unsaved-confirmation-value", "true");
}
