// A weekday, a time, and a button: the kernel makes a calendar file and the page downloads it.
const PATIENCE = 6000; // ms without an answer after which the person is told

export default {
  render({ model, el }) {
    const words = model.get("words");
    const days = model.get("weekdays").map(({ id, label }) => element("option", { value: String(id) }, label));
    const weekday = element("select", { id: fresh("weekday") }, ...days);
    const time = element("input", { type: "time", id: fresh("time") });
    const make = element("button", { type: "button", className: "wb-secondary" }, words.make);
    const done = element("p", { className: "wb-hint" });
    const fault = element("p", { className: "wb-fault", role: "alert", hidden: true });
    let waiting = 0;
    weekday.value = String(model.get("weekday"));
    time.value = model.get("at");
    done.setAttribute("aria-live", "polite");

    function tell(said, wrong) {
      done.textContent = said;
      fault.textContent = wrong;
      fault.hidden = !wrong;
    }

    function ask() {
      if (!time.value) return tell("", words["no-time"]);
      tell("", "");
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        waiting = 0;
        tell("", words.silent);
      }, PATIENCE);
      model.send({ weekday: Number(weekday.value), at: time.value });
    }

    // Only where it was asked for: the same tool may stand in two windows.
    function arrived({ file }) {
      if (!waiting) return;
      clearTimeout(waiting);
      waiting = 0;
      const address = URL.createObjectURL(new Blob([file], { type: "text/calendar;charset=utf-8" }));
      element("a", { href: address, download: words.file }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
      tell(fill(words.made, { file: words.file }), "");
    }

    const field = (label, input) =>
      element("div", { className: "wb-calendar-field" }, element("label", { htmlFor: input.id }, label), input);
    const fields = [field(words.weekday, weekday), field(words.time, time)];
    const row = element("div", { className: "wb-calendar" }, ...fields, make);
    row.setAttribute("data-lm-suppress-shortcuts", "true");
    make.addEventListener("click", ask);
    model.on("msg:custom", arrived);
    el.classList.add("wb");
    speaks(model, el);
    el.append(row, done, fault);
    return () => {
      clearTimeout(waiting);
      model.off("msg:custom", arrived);
    };
  },
};
