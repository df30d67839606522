// Any number of options, up to a limit.
export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const options = kit.model.get("options");
        const most = kit.model.get("at_most");
        const group = element("div", { className: "wb-options" });
        const inputs = options.map(({ id, label }) => {
          const input = element("input", { type: "checkbox", value: id });
          input.addEventListener("change", picked);
          group.append(element("label", { className: "wb-option" }, input, element("span", {}, label)));
          return input;
        });
        function limit() {
          const full = most > 0 && inputs.filter((input) => input.checked).length >= most;
          inputs.forEach((input) => (input.disabled = full && !input.checked));
        }
        function picked() {
          const chosen = inputs.filter((input) => input.checked).map((input) => input.value);
          limit();
          kit.changed(chosen.length ? chosen : null, { soon: true });
        }
        kit.body.append(group);
        return (value) => {
          inputs.forEach((input) => (input.checked = (value ?? []).includes(input.value)));
          limit();
        };
      },
      { group: true },
    ),
};
