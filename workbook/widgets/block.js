// A block of words, folds, links and buttons, drawn from a list of plain pieces.
const draws = {
  ...pictures,
  heading: ({ text, level = 3 }) => element(`h${level}`, { className: "wb-heading" }, text),
  text: ({ text }) => element("p", {}, text),
  small: ({ text }) => element("p", { className: "wb-small" }, text),
  carry: ({ text }) => element("blockquote", { className: "wb-carry" }, text),
  list: ({ items, ordered }) =>
    element(ordered ? "ol" : "ul", {}, ...items.map((item) => element("li", {}, item))),
  link: ({ text, href, notebook }) => element("a", { href, className: "wb-link", ...named(notebook) }, text),
  languages: ({ text, items }, press) => {
    const choices = items.map(({ text, lang, here, action, href }) => {
      const said = here ? { lang, ariaCurrent: "true" } : { lang, type: "button", className: "wb-quiet" };
      const choice = element(here ? "span" : "button", said, text);
      if (!here) choice.addEventListener("click", () => press(action, { lang, href }));
      return choice;
    });
    const label = element("span", { id: fresh("languages") }, text);
    const row = element("div", { className: "wb-languages wb-small", role: "group" }, label, ...choices);
    row.setAttribute("aria-labelledby", label.id);
    return row;
  },
  button: ({ text, action, kind = "quiet" }, press) => {
    const button = element("button", { type: "button", className: `wb-${kind}` }, text);
    button.dataset.action = action;
    // A double click is one press.
    button.addEventListener("click", (event) => event.detail > 1 || press(action));
    return button;
  },
  copy: ({ text, copied, words }, press) => {
    const said = element("span", { className: "wb-small", "aria-live": "polite" });
    const button = element("button", { type: "button", className: "wb-secondary" }, text);
    const whole = element("span", { className: "wb-buttons wb-copy" }, button, said);
    whole.copy = async () => {
      const done = await navigator.clipboard?.writeText(copied).then(() => true, () => false);
      said.textContent = done ? words.done : words.by_hand;
    };
    // The last words typed may draw all anew; what then stands in this place is copied.
    button.addEventListener("click", async () => {
      const block = button.closest(".wb-block");
      const copies = () => [...block.querySelectorAll(".wb-copy")];
      const place = copies().indexOf(whole);
      await press.settled();
      copies()[place]?.copy();
    });
    return whole;
  },
  print: ({ text }, press) => {
    const button = element("button", { type: "button", className: "wb-secondary wb-unprinted" }, text);
    button.addEventListener("click", async () => {
      const block = button.closest(".wb-block");
      await press.settled();
      printed(block);
    });
    return button;
  },
  leave: ({ text, hint }, press) => {
    const className = "wb-secondary wb-leave";
    const button = element("button", { type: "button", className, title: hint }, text);
    button.addEventListener("click", () => {
      page.leaving = true;
      document.documentElement.hidden = true;
      press.now("leave");
      // A moment for that to reach the kernel; the page is blank already.
      setTimeout(() => window.location.replace("about:blank"), 60);
    });
    return button;
  },
  row: ({ inside }, press) => element("div", { className: "wb-buttons" }, ...pieces(inside, press)),
  columns: ({ inside }, press) => element("div", { className: "wb-columns" }, ...pieces(inside, press)),
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
  contents: ({ text, items }) => {
    const lines = items.map(({ text: name, words, state, target }) => {
      const go = element("button", { type: "button", className: "wb-quiet" }, name);
      go.addEventListener("click", () => {
        const heading = document.querySelector(`[data-form="${CSS.escape(target)}"] .wb-heading`);
        heading?.setAttribute("tabindex", "-1");
        heading?.focus();
        heading?.scrollIntoView({ block: "start" });
      });
      return element("li", { className: `wb-${state}` }, go, element("span", { className: "wb-small" }, words));
    });
    return element("nav", { className: "wb-contents", ariaLabel: text }, element("ul", {}, ...lines));
  },
  path: ({ label, items, beside }, press) => {
    const steps = items.map(({ text, href, notebook, state, words }) => {
      const name = element(href ? "a" : "span", href ? { href, ...named(notebook) } : {}, text);
      const step = element("li", { className: `wb-step wb-${state}` }, name);
      if (state === "here") name.setAttribute("aria-current", "step");
      if (words) step.append(element("span", { className: "wb-unseen" }, ` ${words}`));
      return step;
    });
    const pages = element("div", { className: "wb-buttons" }, ...pieces(beside, press));
    return element("nav", { className: "wb-path", ariaLabel: label }, element("ol", {}, ...steps), pages);
  },
};

// A link is written as seen from the page in the chosen language. JupyterLab by itself may show that
// of another one, and where it stands is known when one points at the link.
const named = (notebook) => (notebook ? { "data-notebook": notebook } : {});
function mendWay({ target }) {
  const link = target.closest?.("a[data-notebook]");
  const below = /\/[a-z]{2,3}\/[^/]*$/.test(new URL(document.baseURI).pathname);
  if (link) link.setAttribute("href", (below ? "../" : "") + link.dataset.notebook);
}

// Opens the page in another language once the kernel speaks it; all words around it are new then too.
async function openIn({ lang, href }, model, patience = 10000) {
  const end = Date.now() + patience;
  while (model.get("lang") !== lang) {
    if (Date.now() > end) return;
    await new Promise((wake) => setTimeout(wake, 30));
  }
  window.location.assign(new URL(href, document.baseURI));
}

const pieces = (list, press) => list.map((piece) => draws[piece.is](piece, press));

// Fills `el` with what `make` gives. Folds stay open, and the focus stays where it is.
function drawn(el, make) {
  const folds = () => [...el.querySelectorAll("details")];
  const stops = () => [...el.querySelectorAll("button, a, summary, [tabindex]")];
  const called = (stop) => stop.dataset.action ?? `${stop.tagName} ${stop.textContent}`;
  const open = new Map(folds().map((fold) => [fold.dataset.key, fold.open]));
  const stop = stops().find((one) => one === document.activeElement);
  const alike = () => stops().filter((one) => called(one) === called(stop));
  const place = stop ? alike().indexOf(stop) : -1;
  el.replaceChildren(...make());
  for (const fold of folds()) fold.open = open.get(fold.dataset.key) ?? fold.open;
  if (stop) alike()[place]?.focus({ preventScroll: true });
}

// Lets `draw` wait while something in `el` is pressed: a button must still be there when it is let go.
function unlessPressed(el, draw) {
  let pressed = false;
  let late = false;
  const catchUp = () => {
    pressed = false;
    if (late) draw();
    late = false;
  };
  const letGo = () => pressed && setTimeout(catchUp);
  el.addEventListener("pointerdown", () => (pressed = true));
  for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, letGo);
  return {
    draw: () => (pressed ? (late = true) : draw()),
    catchUp,
    stop: () => ["pointerup", "pointercancel"].forEach((end) => window.removeEventListener(end, letGo)),
  };
}

export default {
  render({ model, el }) {
    const press = async (action, next) => {
      await settled(model.get("form"));
      model.send({ action });
      if (next) await openIn(next, model);
    };
    press.now = (action) => model.send({ action });
    const drawing = unlessPressed(el, () => drawn(el, () => pieces(model.get("pieces"), press)));
    press.settled = async () => {
      await settled(model.get("form"));
      drawing.catchUp();
    };
    el.classList.add("wb", "wb-block");
    el.dataset.form = model.get("form");
    speaks(model, el);
    for (const pointing of ["pointerover", "focusin"]) el.addEventListener(pointing, mendWay);
    el.setAttribute("data-lm-suppress-shortcuts", "true");
    model.on("change:pieces", drawing.draw);
    drawing.draw();
    return () => {
      model.off("change:pieces", drawing.draw);
      drawing.stop();
    };
  },
};
