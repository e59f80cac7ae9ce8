/* « 49.1466, 0.2293 » pasted in a latitude or a longitude goes to both fields. */

(() => {
  const PAIR =
    /^\s*\(?([-\u2212]?\d{1,3}(?:[.,]\d+)?)°?\s*(?:[;\s]|,\s|,(?=[-\u2212]?\d+\.))\s*([-\u2212]?\d{1,3}(?:[.,]\d+)?)°?\)?\s*$/;

  const write = (field, number) => {
    field.value = number.replace(".", ",").replace("\u2212", "-");
    ["input", "change"].forEach((type) => field.dispatchEvent(new Event(type, { bubbles: true })));
  };

  window.wagtail.app.register(
    "hub-degrees",
    class extends window.StimulusModule.Controller {
      split(event) {
        const found = PAIR.exec(event.clipboardData?.getData("text") || "");
        const { form, name } = this.element;
        const latitude = form.elements[name.replace(/longitude$/, "latitude")];
        const longitude = form.elements[name.replace(/latitude$/, "longitude")];
        if (!found || !latitude || !longitude) return;
        event.preventDefault();
        write(latitude, found[1]);
        write(longitude, found[2]);
      }
    },
  );
})();
