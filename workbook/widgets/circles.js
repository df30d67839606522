// Two circles, from far apart to nearly one, in eleven steps. Put before the files that draw them.
const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 9;

// A shape of a picture; the classes give it its colours.
function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The middle of each circle, left and right of the centre. The circles touch at step 5; below it
// each step brings them visibly nearer, and at step 10 they all but cover each other.
const distance = (step) => (step <= 5 ? RADIUS + (5 - step) * 4.2 : RADIUS - (step - 5) * 1.55);

function circles(step) {
  const one = (side) =>
    shape("circle", { cx: side * distance(step), r: RADIUS, class: side < 0 ? "wb-me" : "wb-them" });
  return shape("svg", { viewBox: "-40 -11 80 22", "aria-hidden": "true" }, one(-1), one(1));
}
