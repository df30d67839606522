// A block of words, folds, links and buttons, drawn from a list of plain pieces.
const draws = {
  heading: ({ text, level = 3 }) => element(`h${level}`, { className: "wb-heading" }, text),
  text: ({ text }) => element("p", {}, text),
  small: ({ text }) => element("p", { className: "wb-small" }, text),
  carry: ({ text }) => element("blockquote", { className: "wb-carry" }, text),
  list: ({ items, ordered }) =>
    element(ordered ? "ol" : "ul", {}, ...items.map((item) => element("li", {}, item))),
  link: ({ text, href }) => element("a", { href, className: "wb-link" }, text),
  button: ({ text, action, kind = "quiet" }, press) => {
    const button = element("button", { type: "button", className: `wb-${kind}` }, text);
    button.addEventListener("click", () => press(action));
    return button;
  },
  leave: ({ text, hint }) => {
    const className = "wb-secondary wb-leave";
    const button = element("button", { type: "button", className, title: hint }, text);
    button.addEventListener("click", () => {
      page.leaving = true;
      window.location.replace("about:blank");
    });
    return button;
  },
  row: ({ inside }, press) => element("div", { className: "wb-buttons" }, ...pieces(inside, press)),
  card: ({ inside, tone = "calm" }, press) =>
    element("section", { className: `wb-card wb-${tone}` }, ...pieces(inside, press)),
  fold: ({ text, inside, open, key }, press) => {
    const fold = element("details", { className: "wb-fold", open: Boolean(open) });
    fold.dataset.key = key ?? text;
    fold.append(element("summary", {}, text), ...pieces(inside, press));
    return fold;
  },
  tools: ({ inside }, press) => element("div", { className: "wb-tools" }, ...pieces(inside, press)),
  table: ({ columns, rows, text }) => {
    const cells = (list, tag) => list.map((cell) => element(tag, tag === "th" ? { scope: "col" } : {}, cell));
    const head = element("thead", {}, element("tr", {}, ...cells(columns, "th")));
    const body = element("tbody", {}, ...rows.map((row) => element("tr", {}, ...cells(row, "td"))));
    const shown = element("table", {}, element("caption", {}, text), head, body);
    return element("div", { className: "wb-table", tabIndex: 0, role: "region", ariaLabel: text }, shown);
  },
  path: ({ label, items, beside }, press) => {
    const steps = items.map(({ text, href, state, words }) => {
      const name = element(href ? "a" : "span", href ? { href } : {}, text);
      const step = element("li", { className: `wb-step wb-${state}` }, name);
      if (state === "here") name.setAttribute("aria-current", "step");
      if (words) step.append(element("span", { className: "wb-unseen" }, ` ${words}`));
      return step;
    });
    const pages = element("div", { className: "wb-buttons" }, ...pieces(beside, press));
    return element("nav", { className: "wb-path", ariaLabel: label }, element("ol", {}, ...steps), pages);
  },
};

const pieces = (list, press) => list.map((piece) => draws[piece.is](piece, press));

export default {
  render({ model, el }) {
    const press = async (action) => {
      await settled(model.get("form"));
      model.send({ action });
    };
    function draw() {
      const open = [...el.querySelectorAll("details[open]")].map((fold) => fold.dataset.key);
      const closed = [...el.querySelectorAll("details:not([open])")].map((fold) => fold.dataset.key);
      el.replaceChildren(...pieces(model.get("pieces"), press));
      for (const fold of el.querySelectorAll("details")) {
        if (open.includes(fold.dataset.key)) fold.open = true;
        if (closed.includes(fold.dataset.key)) fold.open = false;
      }
    }
    el.classList.add("wb", "wb-block");
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    model.on("change:pieces", draw);
    draw();
    return () => model.off("change:pieces", draw);
  },
};
