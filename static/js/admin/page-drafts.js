/* In the page chooser: « Créer un brouillon » creates a page and chooses it. */

(() => {
  const { url: draftsUrl } = document.currentScript.dataset;

  /* The only page type that the chooser offers, or nothing. */
  const typeOffered = (body) => {
    const search = body.querySelector("form.search-form");
    const types = search && new URL(search.action, window.location).searchParams.get("page_type");
    return types && !types.includes(",") ? types : "";
  };

  const watch = (modal, details) => {
    const body = details.closest(".modal-body");
    details.addEventListener("toggle", () => {
      const title = details.querySelector("[data-hub-created-name]");
      if (!details.open || !title) return;
      if (!title.value) title.value = body.querySelector("#id_q")?.value || "";
      title.focus();
    });
    details.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      modal.postForm(
        event.target.action,
        new URLSearchParams(new FormData(event.target)).toString(),
      );
    });
  };

  const offerDraft = async (modal) => {
    const body = modal.body[0];
    const type = typeOffered(body);
    const results = body.querySelector(".page-results");
    if (!type || !results) return;
    const response = await fetch(`${draftsUrl}?page_type=${encodeURIComponent(type)}`).catch(
      () => null,
    );
    const html = response?.ok ? await response.text() : "";
    if (!html || !results.isConnected || body.querySelector("[data-hub-draft]")) return;
    (results.closest("form") || results).insertAdjacentHTML("beforebegin", html);
    watch(modal, body.querySelector("[data-hub-draft]"));
  };

  const extendPageChooser = () => {
    const handlers = window.PAGE_CHOOSER_MODAL_ONLOAD_HANDLERS;
    if (!handlers || handlers.draft_form) return;
    const { browse } = handlers;
    handlers.browse = (modal, data) => {
      browse(modal, data);
      offerDraft(modal);
    };
    handlers.draft_form = (modal, data) => {
      modal.body[0].querySelector("[data-hub-draft]").outerHTML = data.htmlFragment;
      watch(modal, modal.body[0].querySelector("[data-hub-draft]"));
    };
  };

  // Wagtail's script may load after this one: look for it when a chooser is about to open.
  document.addEventListener("click", extendPageChooser, true);
})();
