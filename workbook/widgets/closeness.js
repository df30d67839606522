// Closeness: a picture of two circles for each step.
export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const steps = [...Array(11).keys()].map((value) => ({ value }));
        const draw = ({ value }) => element("span", {}, circles(value), String(value));
        const { group, clear, mark } = radios(kit, steps, draw);
        group.classList.add("wb-circles");
        kit.body.append(group, ends(kit.model), clear);
        return mark;
      },
      { group: true },
    ),
};
