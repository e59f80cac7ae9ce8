/* Choosing a speaker fills their function and place on the date of the page. Typed values stay. */

(() => {
  const WORDS = { role: "fonction", organisation: "organisation", territory: "territoire" };
  const { StructBlockDefinition } = window.wagtailStreamField.blocks;

  /* The value of the date field of the letter or episode. */
  const dateOfPage = (element) =>
    element.closest("form")?.querySelector('input[name="date"]')?.value || "";

  const valueOf = (proposed) => String((proposed && proposed.id) || proposed || "");

  const setChild = (child, proposed) => {
    child.setState(proposed || (child.widget.titleStateKey ? null : ""));
    // A chooser sends its own change event.
    ["input", "change"].forEach((type) => {
      child.widget.input.dispatchEvent(new Event(type, { bubbles: true }));
    });
  };

  const list = (words) => words.join(", ").replace(/, ([^,]*)$/, " et $1");

  const sentence = (answer, filled, kept) => {
    const parts = [];
    if (filled.length) {
      const of = `${list(filled)} de ${answer.person} ${answer.when}`;
      parts.push(`Repris de l’annuaire\u00a0: ${of}. À corriger au besoin.`);
    }
    if (kept.length) {
      parts.push(
        `Gardé tel que c’était écrit\u00a0: ${list(kept.map(([word]) => word))}. ` +
          `L’annuaire dit ${list(kept.map(([, said]) => `«\u00a0${said}\u00a0»`))}.`,
      );
    }
    if (!answer.role && !filled.length && !kept.length) {
      parts.push(`L’annuaire ne dit pas la fonction de ${answer.person} ${answer.when}.`);
    }
    return parts.join(" ");
  };

  class SpeechBlockDefinition extends StructBlockDefinition {
    render(...args) {
      const block = super.render(...args);
      const { person } = block.childBlocks;
      if (!person?.widget?.addEventListener) return block;
      const status = document.createElement("p");
      status.className = "help";
      status.setAttribute("role", "status");
      person.field.querySelector("[data-field-help]").append(status);
      const ours = {}; // values filled here: the next speaker may replace them
      person.widget.addEventListener("chosen", async (event) => {
        const url = this.meta.functionUrl.replace("/0/", `/${event.detail.id}/`);
        const on = encodeURIComponent(dateOfPage(person.field));
        const response = await fetch(`${url}?on=${on}`).catch(() => null);
        if (!response?.ok || String(person.getValue()) !== String(event.detail.id)) return;
        const answer = await response.json();
        const filled = [];
        const kept = [];
        Object.keys(WORDS)
          .filter((name) => block.childBlocks[name])
          .forEach((name) => {
            const child = block.childBlocks[name];
            const current = String(child.getValue() || "").trim();
            const proposed = answer[name];
            if (!current || ours[name] === current) {
              if (current !== valueOf(proposed)) setChild(child, proposed);
              if (proposed) filled.push(WORDS[name]);
              ours[name] = valueOf(proposed);
            } else if (proposed && valueOf(proposed) !== current) {
              kept.push([WORDS[name], proposed.string || proposed]);
            }
          });
        status.textContent = sentence(answer, filled, kept);
      });
      return block;
    }
  }

  window.telepath.register("hub.blocks.SpeechBlock", SpeechBlockDefinition);
})();
