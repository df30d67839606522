// Two circles, from far apart to nearly one, in eleven steps.
const SVG = "http://www.w3.org/2000/svg";
const RADIUS = 9;

// The middle of each circle, left and right of the centre. The circles touch at step 5; below it
// each step brings them visibly nearer, and at step 10 they all but cover each other.
const distance = (step) => (step <= 5 ? RADIUS + (5 - step) * 4.2 : RADIUS - (step - 5) * 1.55);

function circles(step) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("viewBox", "-40 -11 80 22");
  picture.setAttribute("aria-hidden", "true");
  for (const side of [-1, 1]) {
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("cx", side * distance(step));
    circle.setAttribute("r", RADIUS);
    circle.setAttribute("class", side < 0 ? "wb-me" : "wb-them");
    picture.append(circle);
  }
  return picture;
}

export default {
  render: (context) =>
    control(
      context,
      (kit) => {
        const steps = [...Array(11).keys()].map((value) => ({ value }));
        const draw = ({ value }) => element("span", {}, circles(value), String(value));
        const { group, clear, mark } = radios(kit, steps, draw);
        group.classList.add("wb-circles");
        kit.body.append(group, ends(kit.model), clear);
        return mark;
      },
      { group: true },
    ),
};
