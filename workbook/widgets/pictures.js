// Pictures among the pieces of a block. Each says in words what it shows.
const WIDE = 640;
const TALL = 230;
const EDGE = { left: 30, right: 14, top: 16, bottom: 34 };

// From apart to close, point after point, as far as the words under them leave room.
function linePicture({ points, text, low, high }) {
  const width = WIDE - EDGE.left - EDGE.right;
  const height = TALL - EDGE.top - EDGE.bottom;
  const x = (place) => EDGE.left + (points.length > 1 ? (place * width) / (points.length - 1) : width / 2);
  const y = (value) => EDGE.top + height * (1 - value / 10);
  const grid = [0, 5, 10].flatMap((value) => [
    shape("line", { x1: EDGE.left, x2: WIDE - EDGE.right, y1: y(value), y2: y(value), class: "wb-hair" }),
    shape("text", { x: EDGE.left - 8, y: y(value) + 4, "text-anchor": "end" }, String(value)),
  ]);
  const line = shape("polyline", {
    points: points.map((point, place) => `${x(place)},${y(point.y)}`).join(" "),
    class: "wb-way",
  });
  const room = Math.max(1, Math.ceil((points.length * 62) / width));
  const marks = points.flatMap((point, place) => {
    const at = `M${x(place)} ${y(point.y) - 6}l6 6l-6 6l-6 -6z`;
    const mark = shape("path", { d: at, class: "wb-mark" }, shape("title", {}, [point.x, point.text].filter(Boolean).join(": ")));
    const anchor = place === 0 && points.length > 1 ? "start" : place === points.length - 1 && place ? "end" : "middle";
    const name = shape("text", { x: x(place) + (anchor === "start" ? -8 : 0), y: TALL - 12, "text-anchor": anchor }, point.x);
    return place % room === 0 || place === points.length - 1 ? [mark, name] : [mark];
  });
  const picture = shape("svg", { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img", "aria-label": text }, ...grid, line, ...marks);
  const key = element("p", { className: "wb-small" }, `10 ${high} · 0 ${low}`);
  return element("div", { className: "wb-drawing wb-line-picture" }, picture, key);
}

// A circle for each thing; its area, not its width, stands for the weight.
function weightsPicture({ items, text }) {
  const drawn = items.map(({ text: name, weight, words }) => {
    const spot = element("span", { className: "wb-spot" });
    spot.style.setProperty("--wb-size", `${(2.6 * Math.sqrt(weight)).toFixed(2)}rem`);
    const label = element("span", {}, name, element("small", {}, words));
    return element("li", {}, spot, label);
  });
  return element("ul", { className: "wb-drawing wb-weights", ariaLabel: text }, ...drawn);
}

function twoCircles({ before, after, words, low, high }) {
  const one = (value, said) =>
    element("figure", {}, value === null ? element("div", { className: "wb-blank" }) : circles(value), element("figcaption", {}, said));
  const ends = element("p", { className: "wb-small" }, `0 ${low} · 10 ${high}`);
  return [element("div", { className: "wb-pair" }, one(before, words[0]), one(after, words[1])), ends];
}

function oneLine({ before, after, words, low, high }) {
  const x = (value) => 12 + value * 61.6;
  const grid = shape("line", { x1: x(0), x2: x(10), y1: 18, y2: 18, class: "wb-hair" });
  const ticks = [...Array(11).keys()].map((n) => shape("line", { x1: x(n), x2: x(n), y1: 14, y2: 22, class: "wb-hair" }));
  const shapes = [grid, ...ticks];
  if (before !== null && after !== null)
    shapes.push(shape("line", { x1: x(before), x2: x(after), y1: 18, y2: 18, class: "wb-way" }));
  if (before !== null) shapes.push(shape("circle", { cx: x(before), cy: 18, r: 8, class: "wb-then" }));
  if (after !== null) shapes.push(shape("circle", { cx: x(after), cy: 18, r: 6, class: "wb-now" }));
  const picture = shape("svg", { viewBox: `0 0 ${WIDE} 36`, "aria-hidden": "true" }, ...shapes);
  const ends = element("p", { className: "wb-small wb-ends" }, element("span", {}, `0 ${low}`), element("span", {}, `10 ${high}`));
  const then = element("span", { className: "wb-key-then" }, words[0]);
  const now = element("span", { className: "wb-key-now" }, words[1]);
  return [picture, ends, element("p", { className: "wb-small wb-keys" }, then, now)];
}

const pictures = {
  "line-picture": linePicture,
  "weights-picture": weightsPicture,
  "compare-picture": (pair) => {
    const label = element("p", { className: "wb-drawing-name" }, pair.text);
    const drawn = pair.circles ? twoCircles(pair) : oneLine(pair);
    return element("div", { className: "wb-drawing" }, label, ...drawn);
  },
  marked: ({ segments }) => {
    const parts = segments.map(({ text, tone, number }) => {
      if (!tone) return text;
      const mark = element("mark", { className: `wb-${tone}` }, text);
      if (number) mark.append(element("sup", {}, String(number)));
      return mark;
    });
    return element("p", { className: "wb-marked" }, ...parts);
  },
  tiles: ({ items, text }) => {
    const tiles = items.map(({ text: words, small, tone }) =>
      element("li", { className: `wb-tile wb-tone-${tone % 5}` }, element("span", {}, words), element("small", {}, small)),
    );
    return element("ul", { className: "wb-tiles", ariaLabel: text }, ...tiles);
  },
  grid: ({ columns, rows, text }) => {
    const head = element("tr", {}, ...columns.map((name) => element("th", { scope: "col" }, name)));
    const body = rows.map(({ text: name, counts }) => {
      const cells = counts.map((count) => {
        const cell = element("td", {}, count ? String(count) : element("span", { className: "wb-none" }, "0"));
        cell.style.setProperty("--wb-size", `${Math.min(2.2, 1.1 + 0.18 * count)}rem`);
        if (count) cell.className = "wb-counted";
        return cell;
      });
      return element("tr", {}, element("th", { scope: "row" }, name), ...cells);
    });
    const table = element("table", {}, element("caption", {}, text), element("thead", {}, head), element("tbody", {}, ...body));
    return element("div", { className: "wb-table wb-grid", tabIndex: 0, role: "region", ariaLabel: text }, table);
  },
};

// Prints one block on paper of its own: a frame is filled with a copy of it and its styles.
function printed(block) {
  const frame = element("iframe", { className: "wb-unseen", ariaHidden: "true", tabIndex: -1 });
  document.body.append(frame);
  const paper = frame.contentDocument;
  for (const sheet of document.querySelectorAll("style")) paper.head.append(sheet.cloneNode(true));
  paper.title = document.title;
  paper.body.className = "wb-paper";
  paper.body.append(block.cloneNode(true));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}
