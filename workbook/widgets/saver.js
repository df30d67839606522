// The Save button, and the one line that says what has been kept.
// Milliseconds: a kernel that still loads pandas on a busy computer may need many of them.
const PATIENCE = 30000;

export default {
  render({ model, el }) {
    const words = model.get("words");
    const button = element("button", { type: "button", className: "wb-primary" }, words.save);
    const status = element("p", { className: "wb-status", role: "status" });
    const fault = element("p", { className: "wb-fault", role: "alert" });
    const form = () => model.get("form");

    function texts() {
      status.textContent = model.get("status");
      fault.textContent = model.get("problem");
      fault.hidden = !model.get("problem");
    }

    async function save() {
      if (button.getAttribute("aria-disabled")) return;
      button.setAttribute("aria-disabled", "true");
      const asked = model.get("asked") + 1;
      fault.hidden = true;
      if (await settled(form(), PATIENCE)) {
        model.set("asked", asked);
        model.save_changes();
        await answered(asked);
      } else silent();
      button.removeAttribute("aria-disabled");
    }

    async function answered(asked) {
      const end = Date.now() + PATIENCE;
      while (model.get("answered") < asked) {
        if (Date.now() > end) return silent();
        await new Promise((wake) => setTimeout(wake, 30));
      }
    }

    function silent() {
      fault.textContent = words.silent;
      fault.hidden = false;
    }

    button.addEventListener("click", save);
    page.saves.set(form(), save);
    model.on("change:status change:problem", texts);
    texts();
    el.classList.add("wb");
    speaks(model, el);
    const frame = element("div", { className: "wb-saver" }, button, status, fault);
    frame.setAttribute("data-lm-suppress-shortcuts", "true");
    el.append(frame);
    return () => {
      model.off("change:status change:problem", texts);
      if (page.saves.get(form()) === save) page.saves.delete(form());
    };
  },
};
