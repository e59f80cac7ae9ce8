// The current session (who is signed in) and CSRF token, as the server knows them.

const element = document.getElementById("hub-keeping");

/** {user, session, login, home, now}: what the page was rendered with; null for nobody. */
export const config = element ? JSON.parse(element.textContent) : null;

/** Ask the server; return {state, token, name}.
 *
 * State: "same" person as when the page was loaded, "other" person, "signed_out", "unreachable"
 * (no answer, or a proxy says that the site is down), "server" (it fails).
 */
export async function askSession() {
  let response;
  try {
    response = await fetch(config.session, {
      // Wagtail answers 403 to a script instead of the login form.
      headers: { "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
      cache: "no-store",
      redirect: "manual",
      signal: AbortSignal.timeout(15000),
    });
  } catch {
    return { state: "unreachable" };
  }
  if (response.status === 403 || response.type === "opaqueredirect") return { state: "signed_out" };
  if ([502, 503, 504].includes(response.status)) return { state: "unreachable" };
  if (!response.ok) return { state: "server" };
  try {
    const { user, name, token } = await response.json();
    return { state: user === config.user ? "same" : "other", name, token };
  } catch {
    return { state: "server" };
  }
}

/** Give a fresh token to the forms and the scripts of the page: signing in changes it. */
export function useToken(token) {
  if (!token) return;
  if (window.wagtailConfig) window.wagtailConfig.CSRF_TOKEN = token;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = token;
  }
}
