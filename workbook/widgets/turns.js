// Two people at one screen: each has the same time, and nobody is cut off. Turn 0 is the first
// person on the first prompt, turn 1 the second person on it, turn 2 the first on the next one.
const BUTTONS = {
  begin: "primary",
  next: "primary",
  on: "primary",
  again: "secondary",
  pause: "secondary",
  enough: "quiet",
  end: "quiet",
  fill: "quiet",
};
const AT = {
  before: ["begin"],
  speaking: ["pause", "enough", "end"],
  paused: ["on", "end"],
  swap: ["next", "end"],
  after: ["again"],
};

export default {
  render({ model, el }) {
    const words = model.get("words");
    const key = `turns/${model.get("key")}`;
    const talk = standing.get(key) ?? { stage: "before", turn: 0, left: 0, end: 0, minutes: 1, names: ["", ""] };
    standing.set(key, talk);
    const prompts = () => model.get("prompts");
    const last = () => talk.turn >= prompts().length * 2 - 1;
    const face = turnsFace(words, talk, model.get("minutes"));
    const { frame, title, buttons } = face;

    function go(stage, changes = {}) {
      Object.assign(talk, changes, { stage });
      if (stage === "speaking") talk.end = Date.now() + talk.left;
      draw();
    }
    const speak = (turn, minutes) => go("speaking", { turn, minutes, left: minutes * MINUTE });
    const acts = {
      begin: () => speak(0, face.choice.chosen()),
      next: () => (last() ? go("after") : speak(talk.turn + 1, talk.minutes)),
      on: () => go("speaking"),
      pause: () => go("paused", { left: Math.max(0, talk.end - Date.now()) }),
      enough: () => go("swap"),
      end: () => go("after"),
      again: () => go("before"),
      fill: () => (document.fullscreenElement === frame ? document.exitFullscreen() : widen()),
    };
    for (const [name, made] of Object.entries(buttons)) made.addEventListener("click", acts[name]);

    // Where the browser refuses, the button goes and all else stays as it is.
    const widen = () => frame.requestFullscreen().catch(() => (buttons.fill.hidden = true));

    // The focus never stays on something that has gone.
    function draw() {
      const focused = frame.contains(document.activeElement) ? document.activeElement : null;
      face.draw(prompts(), last());
      progress();
      if (!focused || focused.checkVisibility()) return;
      (talk.stage === "before" ? buttons.begin : title).focus();
    }

    function progress() {
      const left = talk.stage === "speaking" ? talk.end - Date.now() : talk.left;
      face.progress(talk.stage === "swap" ? 1 : 1 - left / (talk.minutes * MINUTE));
    }

    function look() {
      if (talk.stage === "speaking" && Date.now() >= talk.end) go("swap");
      else progress();
    }

    function filled() {
      buttons.fill.textContent = document.fullscreenElement === frame ? words.unfill : words.fill;
    }

    el.classList.add("wb");
    speaks(model, el);
    el.append(frame);
    draw();
    look();
    const leave = lookNowAndThen(look);
    document.addEventListener("fullscreenchange", filled);
    model.on("change:prompts", draw);
    return () => {
      leave();
      document.removeEventListener("fullscreenchange", filled);
      model.off("change:prompts", draw);
    };
  },
};

// What is seen, and how it is drawn for the stage the two are in.
function turnsFace(words, talk, minutes) {
  const choice = lengths(minutes, words);
  const names = ["first", "second"].map((which, place) => nameOf(words[which], talk, place));
  const hint = element("p", { className: "wb-hint" }, words.names);
  const fields = element("div", { className: "wb-turns-names" }, ...names);
  const before = element("div", {}, fields, hint, choice.group);
  const place = element("p", { className: "wb-turns-place" });
  const title = element("p", { className: "wb-calmly-large", tabIndex: -1 });
  title.setAttribute("aria-live", "polite");
  const prompt = element("p", { className: "wb-turns-prompt" });
  const note = element("p", { className: "wb-turns-note" });
  const { bar, show } = quietBar();
  const during = element("div", {}, place, title, prompt, note, bar);
  const buttons = Object.fromEntries(
    Object.entries(BUTTONS).map(([which, kind]) => [which, pressable(kind, words[which])]),
  );
  const row = element("div", { className: "wb-buttons" }, ...Object.values(buttons));
  const frame = element("div", { className: "wb-calmly wb-turns" }, before, during, row);
  frame.setAttribute("data-lm-suppress-shortcuts", "true");

  function draw(prompts, last) {
    const { stage, turn } = talk;
    const called = [words.first, words.second].map((other, which) => talk.names[which].trim() || other);
    const [speaker, listener] = [called[turn % 2], called[(turn + 1) % 2]];
    const [heading, more] = {
      before: ["", ""],
      speaking: [fill(words.speaks, { name: speaker }), fill(words.listen, { name: listener })],
      paused: [words.paused, words.rest],
      swap: [last ? words.last : words.swap, words.finish],
      after: [words.ended, ""],
    }[stage];
    const number = Math.floor(turn / 2);
    before.hidden = stage !== "before";
    during.hidden = stage === "before";
    for (const part of [place, prompt, note, bar]) part.hidden = stage === "after";
    place.textContent = prompts.length > 1 ? fill(words.place, { place: number + 1, all: prompts.length }) : "";
    if (title.textContent !== heading) title.textContent = heading;
    prompt.textContent = prompts[number] ?? "";
    note.textContent = more;
    for (const which of Object.keys(BUTTONS)) buttons[which].hidden = !AT[stage].includes(which);
    buttons.fill.hidden = !document.fullscreenEnabled;
    buttons.next.textContent = last ? words.close : fill(words.next, { name: listener });
  }
  return { frame, title, buttons, choice, draw, progress: show };
}

function nameOf(label, talk, place) {
  const input = element("input", { type: "text", id: fresh("name") });
  input.value = talk.names[place];
  input.addEventListener("input", () => (talk.names[place] = input.value));
  return element("div", {}, element("label", { htmlFor: input.id }, label), input);
}
