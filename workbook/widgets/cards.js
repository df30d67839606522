// A deck of cards to choose from: a list with filters, or one card at a time.
const FIRST = 12; // cards of a list that are seen at once
const MORE = 24; // cards that “Show more” adds

export default {
  render: (context) =>
    control(context, (kit) => (kit.model.get("shown") === "one" ? oneByOne(kit) : inAList(kit)), {
      group: true,
    }),
};

const button = (words, kind, press) => {
  const made = element("button", { type: "button", className: `wb-${kind}` }, words);
  made.addEventListener("click", press);
  return made;
};
const bar = (made, barred) =>
  barred ? made.setAttribute("aria-disabled", "true") : made.removeAttribute("aria-disabled");
const oneOf = (list) => list[Math.floor(Math.random() * list.length)];

// The filters over a deck; `through` says whether a card passes all of them.
function sieve(kit, narrowed) {
  const selects = [];
  const fields = kit.model.get("filters").map(({ label, options }) => {
    const select = element("select", { id: fresh("filter") }, element("option", { value: "" }, kit.words.any));
    select.append(...options.map(({ id, label: words }) => element("option", { value: id }, words)));
    select.addEventListener("change", narrowed);
    selects.push(select);
    const name = element("label", { htmlFor: select.id }, label);
    return element("div", { className: "wb-deck-filter" }, name, select);
  });
  const widen = button(kit.words.widen, "quiet", () => {
    selects.forEach((select) => (select.value = ""));
    selects[0].focus();
    narrowed();
  });
  return {
    row: element("div", { className: "wb-deck-filters", hidden: !fields.length }, ...fields),
    widen,
    narrow: () => selects.some((select) => select.value),
    through: (card) => selects.every(({ value }) => !value || card.tags.includes(value)),
  };
}

// What was chosen, always in sight, each with a way to put it back.
function chosenCards(kit, putBack) {
  const title = element("p", { id: fresh("chosen") }, kit.words.chosen);
  const list = element("ul", {});
  list.setAttribute("aria-labelledby", title.id);
  const frame = element("div", { className: "wb-deck-chosen", hidden: true }, title, list);

  function draw(cards) {
    const place = [...list.querySelectorAll("button")].indexOf(document.activeElement);
    list.replaceChildren(
      ...cards.map((card) => {
        const back = button(kit.words.back, "quiet", () => putBack(card.id));
        back.setAttribute("aria-label", fill(kit.words["back-name"], { card: card.text }));
        return element("li", {}, element("span", {}, card.text), back);
      }),
    );
    frame.hidden = !cards.length;
    if (place < 0) return false;
    const left = [...list.querySelectorAll("button")];
    left[Math.min(place, left.length - 1)]?.focus();
    return !left.length;
  }
  return { frame, draw };
}

function inAList(kit) {
  const { words, model } = kit;
  const cards = model.get("cards");
  const most = model.get("at_most");
  const filters = sieve(kit, narrowed);
  const above = chosenCards(kit, (id) => put(id, false));
  const note = element("p", { className: "wb-deck-count" });
  note.setAttribute("aria-live", "polite");
  const pick = button(words.pick, "secondary", pickOne);
  const more = button(words.more, "secondary", showMore);
  const name = fresh("card");
  const items = cards.map(item);
  let chosen = [];
  let limit = FIRST;
  let picked = null; // what the button picked last, as long as nothing else was chosen since

  function item(card) {
    const input = element("input", { type: most === 1 ? "radio" : "checkbox", name, value: card.id });
    input.addEventListener("change", () => put(card.id, input.checked));
    const shown = element("label", { className: "wb-option wb-deck-card" }, input, element("span", {}, card.text));
    return { card, input, shown };
  }

  function put(id, wanted) {
    picked = null;
    change(wanted ? [...(most === 1 ? [] : chosen), id] : chosen.filter((one) => one !== id));
  }

  function change(ids) {
    chosen = cards.map(({ id }) => id).filter((id) => ids.includes(id));
    draw();
    kit.changed(chosen.length ? chosen : null, { soon: true });
  }

  function narrowed() {
    limit = FIRST;
    draw();
  }

  const fitting = () => items.filter(({ card }) => card.fits && filters.through(card));
  const full = () => most > 0 && chosen.length >= most;

  const free = () => fitting().filter(({ card }) => !chosen.includes(card.id));
  const mayPick = () => free().length && (most === 1 || picked || !full());

  // A second press takes the first pick back, unless one has chosen something since.
  function pickOne() {
    if (!mayPick()) return;
    const { card } = oneOf(free());
    const kept = most === 1 ? [] : chosen.filter((id) => id !== picked);
    picked = card.id;
    change([...kept, card.id]);
  }

  function showMore() {
    const next = fitting()[limit];
    limit += MORE;
    draw();
    next.input.focus();
  }

  function told(fit) {
    const all = items.filter(({ card }) => card.fits).length;
    const counted = filters.narrow() ? words.count : words.all;
    const said = fit.length ? [fill(counted, { count: fit.length, all })] : [words.none];
    if (most > 1 && full()) said.push(fill(words.full, { most }));
    if (picked) said.push(fill(words.picked, { card: cards.find(({ id }) => id === picked).text }));
    return said.join(" ");
  }

  function draw() {
    const fit = fitting();
    const seen = new Set(fit.slice(0, limit));
    for (const one of items) {
      one.input.checked = chosen.includes(one.card.id);
      one.input.disabled = most > 1 && full() && !one.input.checked;
      one.shown.hidden = !seen.has(one);
    }
    more.hidden = fit.length <= limit;
    filters.widen.hidden = !filters.narrow();
    pick.textContent = picked ? words["another-pick"] : words.pick;
    bar(pick, !mayPick());
    note.textContent = told(fit);
    if (above.draw(cards.filter(({ id }) => chosen.includes(id)))) pick.focus();
  }

  const grid = element("div", { className: "wb-deck" }, ...items.map(({ shown }) => shown));
  const line = element("div", { className: "wb-buttons" }, pick, filters.widen, note);
  kit.body.append(above.frame, filters.row, line, grid, more);
  return (value) => {
    chosen = [...(value ?? [])];
    if (!chosen.includes(picked)) picked = null;
    draw();
  };
}

function oneByOne(kit) {
  const { words, model } = kit;
  const cards = model.get("cards");
  const filters = sieve(kit, () => draw());
  const mark = element("p", { className: "wb-deck-mark" });
  const text = element("p", {});
  const face = element("div", { className: "wb-deck-face" }, mark, text);
  face.setAttribute("aria-live", "polite");
  const place = element("p", { className: "wb-deck-count" });
  const take = button("", "secondary", () => current && change(current === chosen ? null : current));
  const elsewhere = element("p", {});
  const show = button(words.show, "quiet", () => {
    take.focus();
    see(chosen);
  });
  const other = element("div", { className: "wb-buttons" }, elsewhere, show);
  let chosen = null;
  let current = null;

  const deck = () =>
    cards.filter((card) => (card.fits && filters.through(card)) || (card.id === chosen && card.id === current));

  function change(id) {
    chosen = id;
    draw();
    kit.changed(chosen && [chosen], { soon: true });
  }

  function see(id) {
    current = id;
    draw();
  }

  function move(steps) {
    const all = deck();
    const next = all.findIndex(({ id }) => id === current) + steps;
    if (all.length) see(all[(next + all.length) % all.length].id);
  }

  function another() {
    const others = deck().filter(({ id }) => id !== current);
    if (others.length) see(oneOf(others).id);
  }

  function draw() {
    const all = deck();
    const shown = all.find(({ id }) => id === current) ?? all[0];
    current = shown?.id ?? null;
    mark.textContent = words.taken;
    mark.hidden = !shown || current !== chosen;
    text.textContent = shown?.text ?? words.none;
    face.classList.toggle("wb-deck-taken", !mark.hidden);
    place.textContent = shown ? fill(words.place, { place: all.indexOf(shown) + 1, all: all.length }) : "";
    take.textContent = mark.hidden ? words.take : words.back;
    bar(take, !shown);
    filters.widen.hidden = !filters.narrow();
    other.hidden = !chosen || current === chosen;
    const mine = cards.find(({ id }) => id === chosen);
    elsewhere.textContent = mine ? fill(words.elsewhere, { card: mine.text }) : "";
  }

  const turns = [
    button(words.previous, "secondary", () => move(-1)),
    button(words.next, "secondary", () => move(1)),
    button(words.another, "secondary", another),
  ];
  const line = element("div", { className: "wb-buttons" }, ...turns, place, filters.widen, take);
  kit.body.append(filters.row, face, line, other);
  return (value) => {
    chosen = value?.[0] ?? null;
    see(chosen ?? current);
  };
}
