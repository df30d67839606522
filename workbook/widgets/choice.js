// One of several options.
export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const options = kit.model.get("options").map(({ id, label }) => ({ value: id, label }));
        const { group, clear, mark } = radios(kit, options, (option) => element("span", {}, option.label));
        kit.body.append(group, clear);
        return mark;
      },
      { group: true },
    ),
};
