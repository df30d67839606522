// A calendar date, by the browser's own picker.
export default {
  render: (context) =>
    control(context, (kit) => {
      const input = element("input", { type: "date", id: fresh("day"), min: "1900-01-01", max: "2200-12-31" });
      kit.label.htmlFor = input.id;
      input.setAttribute("aria-describedby", kit.described);
      input.addEventListener("input", () => {
        if (input.value || !input.validity.badInput) kit.changed(input.value || null);
      });
      kit.body.append(input);
      return (value) => (input.value = value ?? "");
    }),
};
