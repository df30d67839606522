// Pictures among the pieces of a block. Each says in words what it shows.

// A picture as wide as the page lets it be, drawn anew when that changes, so that its words keep
// the size of other words.
function fitted(className, draw) {
  const place = element("div", { className });
  let drawn = 0;
  new ResizeObserver(() => {
    const width = Math.round(place.clientWidth);
    if (!width || width === drawn) return;
    drawn = width;
    place.replaceChildren(draw(width));
  }).observe(place);
  return place;
}

// A text cut to what fits into so many pixels; empty where not even a word would.
const LETTER = 7;
function cut(text, room) {
  const letters = Math.floor(room / LETTER);
  const signs = [...text]; // an emoji is one, and is not cut in two
  if (signs.length <= letters) return text;
  return letters < 5 ? "" : `${signs.slice(0, letters - 1).join("").trimEnd()}…`;
}

// From apart to close, point after point. Under each stands when it was, above it what happened,
// as far as there is room between its neighbours.
function linePicture({ points, text, low, high }) {
  const edge = { left: 30, right: 14, top: 30, bottom: 34 };
  const tall = 250;
  function draw(wide) {
    const width = wide - edge.left - edge.right;
    const height = tall - edge.top - edge.bottom;
    const x = ({ place }) => edge.left + place * width;
    const y = (value) => edge.top + height * (1 - value / 10);
    const grid = [0, 5, 10].flatMap((value) => [
      shape("line", { x1: edge.left, x2: wide - edge.right, y1: y(value), y2: y(value), class: "wb-hair" }),
      shape("text", { x: edge.left - 8, y: y(value) + 4, "text-anchor": "end" }, String(value)),
    ]);
    let ends = -Infinity; // where the last word on the lower line ends
    const marks = points.flatMap((point, number) => {
      const at = x(point);
      const before = number ? x(points[number - 1]) : at - width;
      const after = number < points.length - 1 ? x(points[number + 1]) : at + width;
      const anchor = at - edge.left < 40 ? "start" : wide - edge.right - at < 40 ? "end" : "middle";
      const said = shape("title", {}, [point.x, point.text].filter(Boolean).join(": "));
      const drawn = [shape("path", { d: `M${at} ${y(point.y) - 6}l6 6l-6 6l-6 -6z`, class: "wb-mark" }, said)];
      const when = cut(point.x, 90);
      const long = when.length * LETTER;
      const from = anchor === "start" ? at : anchor === "end" ? at - long : at - long / 2;
      if (from > ends + 6) {
        drawn.push(shape("text", { x: at, y: tall - 12, "text-anchor": anchor }, when));
        ends = from + long;
      }
      const room = { start: (after - at) * 0.6, end: (at - before) * 0.6, middle: Math.min(at - before, after - at) }[anchor];
      const what = cut(point.text, Math.min(room, 220));
      if (what) drawn.push(shape("text", { x: at, y: y(point.y) - 12, "text-anchor": anchor, class: "wb-what" }, what));
      return drawn;
    });
    const way = points.map((point) => `${x(point)},${y(point.y)}`).join(" ");
    const line = shape("polyline", { points: way, class: "wb-way" });
    const frame = { viewBox: `0 0 ${wide} ${tall}`, role: "img", "aria-label": text };
    return shape("svg", frame, ...grid, line, ...marks);
  }
  const key = element("p", { className: "wb-small" }, `10 ${high} · 0 ${low}`);
  return element("div", { className: "wb-drawing" }, fitted("wb-line-picture", draw), key);
}

// A circle for each thing; its area, not its width, stands for the weight.
function weightsPicture({ items, text }) {
  const drawn = items.map(({ text: name, weight, words }) => {
    const spot = element("span", { className: "wb-spot" });
    spot.style.setProperty("--wb-size", `${(2.6 * Math.sqrt(weight)).toFixed(2)}rem`);
    const label = element("span", {}, name, element("small", {}, words));
    return element("li", {}, element("span", { className: "wb-stand" }, spot), label);
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
  const middle = 18;
  function draw(wide) {
    const x = (value) => 10 + (value * (wide - 20)) / 10;
    const level = (from, to, name) => shape("line", { x1: x(from), x2: x(to), y1: middle, y2: middle, class: name });
    const tick = (n) => shape("line", { x1: x(n), x2: x(n), y1: middle - 4, y2: middle + 4, class: "wb-hair" });
    const shapes = [level(0, 10, "wb-hair"), ...[...Array(11).keys()].map(tick)];
    if (before !== null && after !== null) shapes.push(level(before, after, "wb-way"));
    if (before !== null) shapes.push(shape("circle", { cx: x(before), cy: middle, r: 8, class: "wb-then" }));
    if (after !== null) shapes.push(shape("circle", { cx: x(after), cy: middle, r: 5, class: "wb-now" }));
    return shape("svg", { viewBox: `0 0 ${wide} ${2 * middle}`, "aria-hidden": "true" }, ...shapes);
  }
  const picture = fitted("wb-one-line", draw);
  const ends = element("p", { className: "wb-small wb-both-ends" }, element("span", {}, `0 ${low}`), element("span", {}, `10 ${high}`));
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
    const table = element("table", {}, element("caption", { className: "wb-unseen" }, text), element("thead", {}, head), element("tbody", {}, ...body));
    return element("div", { className: "wb-table wb-grid", tabIndex: 0, role: "region", ariaLabel: text }, table);
  },
};

// Prints one block on paper of its own: a frame is filled with a copy of it and its styles. Where a
// browser does not say that it has printed, the frame goes before the next one.
function printed(block) {
  page.paper?.remove();
  const frame = element("iframe", { className: "wb-unseen", ariaHidden: "true", tabIndex: -1 });
  page.paper = frame;
  document.body.append(frame);
  const paper = frame.contentDocument;
  for (const sheet of document.querySelectorAll("style")) paper.head.append(sheet.cloneNode(true));
  paper.title = document.title;
  paper.body.className = "wb-paper";
  paper.body.append(block.cloneNode(true));
  frame.contentWindow.addEventListener("afterprint", () => frame.remove());
  frame.contentWindow.print();
}
