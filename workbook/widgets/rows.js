// A small table: each row a card of labelled fields, added and taken away with buttons. Where
// their order means something, rows are moved with buttons or with Alt and an arrow.
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const columns = kit.model.get("columns");
        const { add, remove, row: name, undo } = kit.words;
        const ordered = kit.model.get("ordered");
        const list = element("div", { className: ordered ? "wb-rows wb-ladder" : "wb-rows" });
        const more = element("button", { type: "button", className: "wb-secondary" }, add);
        const back = element("button", { type: "button", className: "wb-quiet", hidden: true }, undo);
        let rows = [];
        let removed = null;

        const holds = (cell) => (cell ?? "") !== "";
        // Copies: what is sent, and remembered as sent, must not change while one types on.
        const filled = () => rows.filter((row) => Object.values(row).some(holds)).map((row) => ({ ...row }));
        const post = (soon) => kit.changed(filled().length ? filled() : null, { soon });

        function field(row, column) {
          const id = fresh("cell");
          const put = (cell, soon) => {
            row[column.id] = cell === "" ? null : cell;
            post(soon);
          };
          const input = cell(column, row[column.id], put);
          input.id = id;
          const label = element("label", { htmlFor: id }, column.label);
          return element("div", { className: `wb-cell wb-cell-${column.kind}` }, label, input);
        }

        // Moves a row; the focus, and the place in the text, go with it.
        function move(place, step, focused) {
          const target = place + step;
          if (target < 0 || target >= rows.length) return;
          const stops = (at) => [...list.children[at].querySelectorAll("input, select, button")];
          const stop = stops(place).indexOf(focused);
          const caret = focused.selectionStart;
          rows.splice(target, 0, ...rows.splice(place, 1));
          draw();
          post(true);
          const there = stops(target);
          const next = there[stop].disabled ? there[stop - step] : there[stop];
          next.focus();
          if (typeof caret === "number") next.setSelectionRange(caret, caret);
        }

        function movers(place) {
          const mover = (key, step) => {
            const made = element("button", { type: "button", className: "wb-quiet" }, kit.words[key]);
            made.setAttribute("aria-label", fill(kit.words[`${key}-name`], { place: place + 1 }));
            made.disabled = !rows[place + step];
            made.addEventListener("click", () => move(place, step, made));
            return made;
          };
          return rows.length > 1 ? [mover("up", -1), mover("down", 1)] : [];
        }

        function card(row, place) {
          const drop = element("button", { type: "button", className: "wb-quiet" }, remove);
          drop.addEventListener("click", () => {
            removed = { row, place };
            rows.splice(place, 1);
            draw();
            post(true);
            (list.querySelectorAll("fieldset")[Math.max(0, place - 1)]?.querySelector("input") ?? more).focus();
          });
          const legend = element("legend", { className: ordered ? "wb-unseen" : "" }, `${name} ${place + 1}`);
          const fields = element("div", { className: "wb-cells" }, ...columns.map((c) => field(row, c)));
          const moves = ordered ? movers(place) : [];
          const line = element("div", { className: "wb-row-buttons" }, ...moves, drop);
          const frame = element("fieldset", { className: "wb-card" }, legend, fields, line);
          if (!ordered) return frame;
          frame.addEventListener("keydown", (event) => {
            if (!event.altKey || !STEPS[event.key]) return;
            event.preventDefault();
            move(place, STEPS[event.key], event.target);
          });
          return frame;
        }

        function draw() {
          list.replaceChildren(...rows.map(card));
          back.hidden = !removed;
        }

        more.addEventListener("click", () => {
          rows.push({});
          draw();
          list.lastElementChild.querySelector("input, select").focus();
        });
        back.addEventListener("click", () => {
          rows.splice(removed.place, 0, removed.row);
          removed = null;
          draw();
          post(true);
          more.focus();
        });
        kit.body.append(list, element("div", { className: "wb-buttons" }, more, back));
        return (value) => {
          if (same(value, filled().length ? filled() : null) && list.childElementCount) return;
          rows = (value ?? [{}]).map((row) => ({ ...row }));
          draw();
        };
      },
      { group: true },
    ),
};

function cell(column, value, put) {
  if (column.kind === "choice" || column.kind === "scale") {
    const options =
      column.kind === "scale" ? [...Array(11).keys()].map((n) => ({ id: n, label: String(n) })) : column.options;
    const select = element("select", {}, element("option", { value: "" }, "–"));
    select.append(...options.map(({ id, label }) => element("option", { value: String(id) }, label)));
    select.value = value === null || value === undefined ? "" : String(value);
    const typed = (text) => (column.kind === "scale" && text !== "" ? Number(text) : text);
    select.addEventListener("change", () => put(typed(select.value), true));
    return select;
  }
  const input = element("input", { type: column.kind === "date" ? "date" : "text" });
  input.value = value ?? "";
  input.addEventListener("input", () => put(input.value, false));
  return input;
}
