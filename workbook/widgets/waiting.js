// What the timer and the turns share: lengths to choose from, the clock, a quiet bar, a slow look.
const LOOK = 4000; // ms between two looks at the clock
const MINUTE = 60000;

// Where each one stands, by key. It lives as long as the page does, and so outlives its cell.
const standing = (page.standing ??= new Map());

function clock(moment) {
  const time = new Date(moment);
  return [time.getHours(), time.getMinutes()].map((part) => String(part).padStart(2, "0")).join(":");
}

// Lengths as radio buttons, the first one chosen; `chosen()` gives the minutes in hand.
function lengths(minutes, words) {
  const name = fresh("minutes");
  const inputs = minutes.map((value, place) => element("input", { type: "radio", name, value, checked: !place }));
  const options = inputs.map((input, place) => {
    const count = minutes[place];
    const said = count === 1 ? words.minute : fill(words.minutes, { count });
    return element("label", { className: "wb-option" }, input, element("span", {}, said));
  });
  const row = element("div", { className: "wb-options" }, ...options);
  const legend = element("legend", { className: "wb-label" }, words.length);
  const group = element("fieldset", { className: "wb-lengths" }, legend, row);
  return { group, chosen: () => Number(inputs.find((input) => input.checked).value) };
}

// A bar that fills slowly, without a number.
function quietBar() {
  const filled = element("div", {});
  const bar = element("div", { className: "wb-quiet-bar" }, filled);
  bar.setAttribute("aria-hidden", "true");
  const show = (part) => (filled.style.width = `${Math.min(100, Math.max(0, part * 100))}%`);
  return { bar, show };
}

// Looks every few seconds, and at once when the page is seen again; gives a way to stop.
function lookNowAndThen(look) {
  const timer = setInterval(look, LOOK);
  document.addEventListener("visibilitychange", look);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
  };
}

const pressable = (kind, words) => element("button", { type: "button", className: `wb-${kind}` }, words);
