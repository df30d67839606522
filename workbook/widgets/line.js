// One line of text.
export default {
  render: (context) =>
    control(context, (kit) => {
      const input = element("input", { type: "text", id: fresh("line") });
      kit.label.htmlFor = input.id;
      input.setAttribute("aria-describedby", kit.described);
      input.addEventListener("input", () => kit.changed(input.value || null));
      kit.body.append(input);
      return (value) => (input.value = value ?? "");
    }),
};
