// Handle the saves of one form: every failure is reported in French and retried.

import { leaveOutCopiedAddress, watchAddress } from "./address.js";
import { Bar, showText } from "./notice.js";
import {
  autosaveEnd,
  leaveFreely,
  send,
  sendNatively,
  takeWorkflowAction,
  wakeUp,
  watchAfterRefusal,
} from "./saving.js";
import { failure, restored } from "./sentences.js";
import { askSession, config, useToken } from "./session.js";

const TRY_EVERY = 10_000;
const WAGTAIL_BLIND = 3_000;
const AFTER_AUTOSAVE = 1_200;
const FAILURES = ["signed_out", "other", "unreachable", "server"];

export class Guard {
  constructor(keeper) {
    this.keeper = keeper;
    this.form = keeper.form;
    this.bar = new Bar();
    this.autosaving = false;
    this.saving = false;
    this.leaving = false;
  }

  start() {
    document.addEventListener("submit", (event) => this.submitted(event));
    // Wagtail's workflow dialogs submit the form without a submit event.
    this.form.submit = () => this.form.requestSubmit();
    // The page was restored by the back button: the form is in use again.
    window.addEventListener("pageshow", (event) => event.persisted && this.stay());
    watchAfterRefusal(this.form);
    watchAddress(this.form);
    // Before Wagtail's own listeners, which show the text of the event.
    document.addEventListener("w-autosave:save", (event) => this.autosaveStarts(event), true);
    document.addEventListener("w-autosave:success", (event) => this.autosaveEnds(event), true);
    document.addEventListener("w-autosave:error", (event) => this.autosaveFails(event), true);
    document.addEventListener("click", (event) => this.silenceWagtail(event), true);
    document.addEventListener("visibilitychange", () => this.tryAgain());
    for (const type of ["online", "focus"]) window.addEventListener(type, () => this.tryAgain());
    window.addEventListener("offline", () => this.keeper.isDirty && this.fail("unreachable"));
    setInterval(() => this.tryAgain(), TRY_EVERY);
    setTimeout(() => this.reportEarlyText(), WAGTAIL_BLIND);
  }

  /** Report text typed in the first two seconds, which Wagtail takes for the initial data. */
  reportEarlyText() {
    if (this.keeper.isDirty) this.form.setAttribute("data-w-unsaved-force-value", "true");
  }

  // Autosaves -----------------------------------------------------------------------------

  autosaveStarts(event) {
    if (event.target !== this.form) return;
    if (this.saving || this.leaving) {
      event.preventDefault();
      return;
    }
    this.autosaving = true;
    leaveOutCopiedAddress(this.form, event.detail.formData);
    this.keeper.autosaveSent();
  }

  autosaveEnds(event) {
    if (event.target !== this.form) return;
    this.autosaving = false;
    this.triedToken = false;
    this.keeper.autosaveConfirmed(event.detail.data ?? {});
    if (!this.saving) this.bar.clear();
    setTimeout(() => this.autosaveWhatCameMeanwhile(), AFTER_AUTOSAVE);
  }

  /** Report text typed during an autosave, which Wagtail takes for saved. */
  autosaveWhatCameMeanwhile() {
    if (this.autosaving || this.saving || this.leaving || !this.keeper.isUnsent) return;
    this.autosaveAgain();
  }

  autosaveFails(event) {
    if (event.target !== this.form) return;
    this.autosaving = false;
    this.keeper.check();
    const { detail } = event;
    if (detail.type === "invalid_revision" && detail.response?.conflict) {
      this.showConflict(detail.response.conflict);
    } else if (detail.type === "network_error" || detail.type === "server_error") {
      detail.text = this.keeper.isKept ? "Votre texte est gardé sur cet appareil." : detail.text;
      this.diagnose(detail.type === "network_error" ? "unreachable" : "server");
    }
  }

  /** Report why a save failed, after asking the server; report `guess` if the session is valid. */
  async diagnose(guess) {
    const { state, token, name } = await askSession();
    if (state !== "same") {
      this.fail(state, name);
      return;
    }
    useToken(token);
    // The token may have expired: retry once only, not endlessly against a failing server.
    if (guess === "server" && !this.triedToken) {
      this.triedToken = true;
      if (this.autosaveAgain()) return;
    }
    this.fail(guess);
  }

  autosaveAgain() {
    if (!this.form.matches('[data-controller~="w-autosave"]') || !this.keeper.isDirty) return false;
    this.form.dispatchEvent(
      new CustomEvent("w-unsaved:add", {
        bubbles: true,
        cancelable: true,
        detail: { type: "edits" },
      }),
    );
    return true;
  }

  /** After a failure: check whether the session or the site is back. */
  async tryAgain() {
    if (!FAILURES.includes(this.bar.kind) || document.hidden || this.asking || this.saving) return;
    this.asking = true;
    const { state, token, name } = await askSession();
    this.asking = false;
    if (!FAILURES.includes(this.bar.kind) || this.saving) return;
    if (state !== "same") {
      this.fail(state, name);
      return;
    }
    useToken(token);
    this.triedToken = true;
    if (this.bar.kind === "server") {
      this.autosaveAgain();
      return;
    }
    this.bar.show("restored", restored, [this.saveAction()]);
    this.autosaveAgain();
  }

  // Saves ---------------------------------------------------------------------------------

  /** Disable Wagtail's own question about a conflict: this script asks it, with more details. */
  silenceWagtail(event) {
    if (!event.target.closest?.("[data-edit-form] button")) return;
    document
      .querySelector('[data-controller~="w-session"]')
      ?.setAttribute("data-w-session-intercept-value", "");
  }

  async submitted(event) {
    if (event.target !== this.form || event.defaultPrevented) return;
    event.preventDefault();
    const action = takeWorkflowAction(this.form);
    if (this.saving || this.leaving) return;
    await this.save(event.submitter, action);
  }

  async save(submitter, extra = {}) {
    this.saving = true;
    this.last = { submitter, extra };
    await this.keeper.check();
    await autosaveEnd(this);
    try {
      await this.finish(await this.sendOnce(submitter, extra), submitter, extra);
    } finally {
      this.saving = false;
    }
  }

  async sendOnce(submitter, extra) {
    // Forms other than edit forms respond with a page: only the session is checked.
    if (!this.form.matches("[data-edit-form]")) {
      const { state, token, name } = await askSession();
      useToken(token);
      return state === "same" ? { outcome: "shown" } : { outcome: state, name };
    }
    const answer = await send(this.form, submitter, extra);
    if (answer.outcome !== "csrf") return answer;
    // Signing in, in another tab, changed the token.
    const { state, token, name } = await askSession();
    if (state !== "same") return { outcome: state, name };
    useToken(token);
    return send(this.form, submitter, extra);
  }

  async finish(answer, submitter, extra) {
    switch (answer.outcome) {
      case "saved":
        this.leaving = true;
        await this.keeper.confirmed();
        leaveFreely();
        window.location.assign(answer.location);
        return;
      case "shown":
        this.leaving = true;
        this.keeper.handOver();
        sendNatively(this.form, submitter, extra);
        return;
      case "conflict":
        wakeUp(this.form);
        this.showConflict(answer.conflict);
        return;
      default:
        wakeUp(this.form);
        this.fail(answer.outcome, answer.name);
    }
  }

  /** Called when the page is restored from the back/forward cache. */
  stay() {
    this.leaving = false;
    wakeUp(this.form);
  }

  // Words ---------------------------------------------------------------------------------

  fail(kind, name = "") {
    const actions = [];
    if (kind === "signed_out" || kind === "other") {
      actions.push({
        label: "Se reconnecter dans un autre onglet",
        href: `${config.login}?next=${encodeURIComponent(config.home)}`,
        secondary: false,
      });
    }
    actions.push(this.saveAction(), this.readAction());
    this.bar.show(kind, failure(kind, this.keeper.isKept, name), actions);
  }

  showConflict(conflict) {
    const fate = conflict.in_history ? "l’autre reste dans l’historique" : "elle remplace l’autre";
    this.bar.show(
      "conflict",
      {
        title: conflict.sentence,
        advice: `Rien n’a été remplacé, et votre texte est toujours là. Choisissez\u00a0:`,
      },
      [
        { label: "Voir l’autre version (nouvel onglet)", href: this.keeper.path },
        this.readAction(),
        {
          label: "Garder mon texte de côté et prendre l’autre version",
          run: () => this.setAside(),
        },
        {
          label: `Enregistrer ma version (${fate})`,
          // Save a draft where drafts exist, even after « Publier »: the editor checks it first.
          run: () => this.save(null, { "hub-replace": conflict.key }),
        },
      ],
    );
  }

  async setAside() {
    await this.keeper.check();
    leaveFreely();
    window.location.assign(this.keeper.path);
  }

  saveAction() {
    return {
      label: this.last ? "Réessayer" : "Enregistrer",
      run: () => this.saving || this.save(this.last?.submitter ?? null, this.last?.extra),
    };
  }

  readAction() {
    return { label: "Voir mon texte", run: () => showText(this.keeper.describe()) };
  }
}
