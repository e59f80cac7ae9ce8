// Save without leaving the form before the server has confirmed: a failure leaves the text there.

const AUTOSAVE_WAIT = 60_000;
const ANSWER_WAIT = 90_000;

/** Send a form; return {outcome, …}: "saved" with `location`, "conflict" with `conflict`, "shown"
 * when the server would show the form again (a mistake in a field), or the kind of the failure.
 */
export async function send(form, submitter, extra = {}) {
  const body = new FormData(form);
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
    return { outcome: "unreachable" }; // cut while answering
  }
}

/** Send the form as the browser does, for the answer to replace the page. */
export function sendNatively(form, submitter, extra = {}) {
  const fields = { ...extra };
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

/** Do not ask « Quitter le site ? » for the next page. */
export function leaveFreely() {
  window.addEventListener("w-unsaved:confirm", (event) => event.preventDefault());
}

/** Wait for the autosave on its way: two saves at once would make two pages, or a conflict. */
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

/** Make the form usable again after a failure: its buttons turn, and leaving is not asked. */
export function wakeUp(form) {
  for (const button of form.querySelectorAll('[data-controller~="w-progress"]')) {
    button.setAttribute("data-w-progress-loading-value", "false");
  }
  form.setAttribute("data-w-unsaved-confirmation-value", "true");
}
