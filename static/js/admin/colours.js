/* Colour field: synchronise the text and the palette; report a contrast that is too low. */

(() => {
  const COLOUR = /^#[0-9a-f]{6}$/i;
  const GRAPHIC_CONTRAST = 3; // WCAG 2.2, 1.4.11

  /* Relative luminance of « #rrggbb », as WCAG defines it. */
  const luminance = (colour) => {
    const [red, green, blue] = [1, 3, 5].map((at) => {
      const channel = parseInt(colour.slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  window.wagtail.app.register(
    "hub-colour",
    class extends window.StimulusModule.Controller {
      static targets = ["text", "palette", "clear", "hint"];

      connect() {
        this.papers = JSON.parse(this.element.querySelector("script").textContent);
        this.read();
      }

      read() {
        const colour = this.textTarget.value.trim();
        const known = COLOUR.test(colour);
        if (known) this.paletteTarget.value = colour.toLowerCase();
        this.paletteTarget.classList.toggle("hub-colour-none", !known);
        this.clearTarget.hidden = !colour;
        this.hintTarget.textContent = known ? this.warning(colour) : "";
      }

      warning(colour) {
        const faint = Object.keys(this.papers).filter(
          (name) => contrast(colour, this.papers[name]) < GRAPHIC_CONTRAST,
        );
        return faint.length ? `Cette couleur se voit mal sur fond ${faint.join(" et ")}.` : "";
      }

      pick() {
        this.write(this.paletteTarget.value);
      }

      clear() {
        this.write("");
        this.textTarget.focus();
      }

      write(colour) {
        this.textTarget.value = colour;
        ["input", "change"].forEach((type) => {
          this.textTarget.dispatchEvent(new Event(type, { bubbles: true }));
        });
      }
    },
  );
})();
