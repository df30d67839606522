// Feelings or causes by family; one that is chosen can be given its weight.
export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const strengths = kit.model.get("strengths");
        let chosen = {};
        const rows = new Map();

        function put(option, weight) {
          if (weight) chosen = { ...chosen, [option]: weight };
          else delete (chosen = { ...chosen })[option];
          mark();
          kit.changed(Object.keys(chosen).length ? chosen : null, { soon: true });
        }

        function row({ id, label }) {
          const box = element("input", { type: "checkbox", value: id });
          box.addEventListener("change", () => put(id, box.checked ? 1 : 0));
          const name = fresh("strength");
          const levels = strengths.map((words, place) => {
            const input = element("input", { type: "radio", name, value: place + 1 });
            input.addEventListener("change", () => put(id, place + 1));
            return [input, element("label", { className: "wb-option" }, input, element("span", {}, words))];
          });
          const choices = levels.map(([, shown]) => shown);
          const picker = element("div", { className: "wb-strengths", role: "radiogroup" }, ...choices);
          picker.setAttribute("aria-label", label);
          rows.set(id, { box, picker, inputs: levels.map(([input]) => input) });
          const tick = element("label", { className: "wb-option" }, box, element("span", {}, label));
          return element("div", { className: "wb-feeling" }, tick, picker);
        }

        function mark() {
          for (const [id, { box, picker, inputs }] of rows) {
            box.checked = id in chosen;
            picker.hidden = !box.checked;
            inputs.forEach((input, place) => (input.checked = chosen[id] === place + 1));
          }
        }

        for (const { label, options } of kit.model.get("families")) {
          const family = element("fieldset", { className: "wb-family" }, element("legend", {}, label));
          family.append(element("div", { className: "wb-options" }, ...options.map(row)));
          kit.body.append(family);
        }
        return (value) => {
          chosen = { ...(value ?? {}) };
          mark();
        };
      },
      { group: true },
    ),
};
