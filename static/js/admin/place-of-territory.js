/* Show and offer the coordinates of the first territory of an initiative that has none of its own. */

(() => {
  const TERRITORY = /^territory_links-(\d+)-territory$/;
  const shown = (degrees) => String(degrees).replace(".", ",");

  window.wagtail.app.register(
    "hub-place",
    class extends window.StimulusModule.Controller {
      static targets = ["status", "take"];

      static values = { url: String };

      connect() {
        this.form = this.element.closest("form");
        this.places = {};
        this.rest = this.statusTarget.textContent;
        this.onChange = (event) => {
          if (/^(territory_links-|latitude$|longitude$)/.test(event.target.name || ""))
            this.refresh();
        };
        this.form.addEventListener("change", this.onChange);
        this.refresh();
      }

      disconnect() {
        this.form.removeEventListener("change", this.onChange);
      }

      get fields() {
        return [this.form.elements.latitude, this.form.elements.longitude];
      }

      /* The ids of the territories chosen, in their order. */
      get territories() {
        return [...this.form.elements]
          .filter((field) => TERRITORY.test(field.name) && field.value)
          .map((field) => {
            const row = field.name.replace(/-territory$/, "");
            const order = Number(this.form.elements[`${row}-ORDER`]?.value || 0);
            return { id: field.value, order, gone: this.form.elements[`${row}-DELETE`]?.value };
          })
          .filter(({ gone }) => !gone)
          .sort((one, other) => one.order - other.order)
          .map(({ id }) => id);
      }

      async placeOf(id) {
        if (!(id in this.places)) {
          const response = await fetch(this.urlValue.replace("/0/", `/${id}/`)).catch(() => null);
          if (!response?.ok) return null;
          this.places[id] = await response.json();
        }
        return this.places[id];
      }

      async refresh() {
        this.turn = (this.turn || 0) + 1;
        const { turn } = this;
        let place = null;
        for (const id of this.territories) {
          // one after the other: the first that has a point
          place = await this.placeOf(id);
          if (turn !== this.turn) return;
          if (place && place.latitude !== null) break;
          place = null;
        }
        this.place = place;
        const isEmpty = this.fields.every((field) => !field.value.trim());
        this.takeTarget.hidden = !place || !isEmpty;
        this.fields[0].placeholder = place ? shown(place.latitude) : "";
        this.fields[1].placeholder = place ? shown(place.longitude) : "";
        this.takeTarget.textContent = place ? `Prendre ceux de ${place.name}` : "";
        this.statusTarget.textContent =
          place && isEmpty
            ? `Sans latitude ni longitude, la carte prend le point de ${place.name}.`
            : this.rest;
      }

      take() {
        const { latitude, longitude } = this.place;
        [latitude, longitude].forEach((degrees, at) => {
          this.fields[at].value = shown(degrees);
          ["input", "change"].forEach((type) => {
            this.fields[at].dispatchEvent(new Event(type, { bubbles: true }));
          });
        });
        this.fields[0].focus();
      }
    },
  );
})();
