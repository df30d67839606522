// As much text as one likes.
export default {
  render: (context) =>
    control(context, (kit) => {
      const area = element("textarea", { id: fresh("long"), rows: 3 });
      kit.label.htmlFor = area.id;
      area.setAttribute("aria-describedby", kit.described);
      area.addEventListener("input", () => {
        grow(area);
        kit.changed(area.value || null);
      });
      new ResizeObserver(() => grow(area)).observe(kit.body);
      kit.body.append(area);
      return (value) => {
        if (area.value !== (value ?? "")) area.value = value ?? "";
        grow(area);
      };
    }),
};
