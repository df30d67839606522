// Eleven numbered steps between two named ends.
export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const steps = [...Array(11).keys()].map((value) => ({ value, label: String(value) }));
        const { group, clear, mark } = radios(kit, steps, (step) => element("span", {}, step.label));
        group.classList.add("wb-steps");
        kit.body.append(group, ends(kit.model), clear);
        return mark;
      },
      { group: true },
    ),
};
