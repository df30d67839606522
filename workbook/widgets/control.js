// What every control does: label, hint and fault around it, and words on their way to be kept.
// Put between page.js and each kind's own file.

const PAUSE = 400; // ms without a key before an answer is sent
const LONGEST = 1500; // ms after which it is sent although one types on
const SILENCE = 5000; // ms without an answer from the kernel after which the person is told

// Sends answers to the kernel after a pause, one at a time, and remembers each until it is kept.
function courier(model, show, silent) {
  const key = () => model.get("key");
  let seen = model.get("value"); // what the kernel has, as far as this page knows
  let flying = 0; // the number of the answer that the kernel has not heard yet
  let timer = 0;
  let patience = 0;
  let since = 0;
  let sending = false;

  function send() {
    clearTimeout(timer);
    timer = since = 0;
    const waiting = page.unkept.get(key());
    if (flying || waiting?.owner !== send || waiting.number) return;
    waiting.refused = false;
    flying = waiting.number = model.get("typed") + 1;
    sending = true;
    model.set({ base: seen, value: waiting.value, typed: flying });
    sending = false;
    seen = waiting.value;
    model.save_changes();
    patience = setTimeout(() => silent(true), SILENCE);
  }

  function changed(value, { soon = false } = {}) {
    page.unkept.set(key(), { value, number: 0, owner: send });
    clearTimeout(timer);
    since ||= Date.now();
    if (soon || Date.now() - since > LONGEST) send();
    else timer = setTimeout(send, PAUSE);
  }

  function heard() {
    const waiting = page.unkept.get(key());
    if (waiting?.number && model.get("kept") >= waiting.number) page.unkept.delete(key());
    if (model.get("heard") < flying) return;
    flying = 0;
    clearTimeout(patience);
    silent(false);
    if (waiting?.number && page.unkept.has(key())) {
      // Heard but refused, and said so beside the question: it goes again with the next key,
      // or when one leaves the control, and does not keep Save from asking.
      Object.assign(waiting, { number: 0, refused: true });
    } else if (waiting && !waiting.number && !timer) send();
  }

  function arrived() {
    // Words from elsewhere do not replace what is being typed here. As this page has not shown
    // them, its next answer names an older base, and the kernel keeps both. What is typed into the
    // same question in another place on this page shows here too.
    if (sending || page.unkept.get(key())?.owner === send) return;
    seen = model.get("value");
    show(seen);
  }

  model.on("change:kept change:heard", heard);
  model.on("change:value", arrived);
  page.flush.add(send);

  // A control drawn anew, after its kernel was killed, takes back what was not yet kept.
  const left = page.unkept.get(key());
  show(left ? left.value : seen);
  if (left) page.unkept.delete(key());
  if (left && !same(left.value, seen)) changed(left.value, { soon: true });

  return {
    changed,
    send,
    stop() {
      send();
      clearTimeout(patience);
      page.flush.delete(send);
      model.off("change:kept change:heard", heard);
      model.off("change:value", arrived);
    },
  };
}

// The frame of a control. `build(kit)` fills it and returns how to show a value.
function control({ model, el }, build, { group = false } = {}) {
  const words = model.get("words");
  const hint = element("p", { className: "wb-hint", id: fresh("hint") });
  const fault = element("p", { className: "wb-fault", id: fresh("fault"), role: "alert" });
  const label = element(group ? "legend" : "label", { className: "wb-label" });
  const body = element("div", { className: "wb-body" });
  const frame = element(group ? "fieldset" : "div", { className: "wb-control" }, label, body, hint, fault);
  // Lab's own shortcuts stay out: what is typed here belongs to the person.
  frame.setAttribute("data-lm-suppress-shortcuts", "true");
  frame.dataset.question = model.get("question");
  if (group) frame.setAttribute("aria-describedby", `${hint.id} ${fault.id}`);

  const outer = { model, words, body, label, described: `${hint.id} ${fault.id}` };
  const post = (value, options) => delivery.changed(value, options);
  const kit = { ...outer, changed: post };
  let show = build(kit);
  let unheard = false;
  const delivery = courier(model, (value) => show(value), (silent) => {
    unheard = silent;
    texts();
  });

  function texts() {
    label.textContent = model.get("label");
    hint.textContent = model.get("hint");
    hint.hidden = !model.get("hint");
    fault.textContent = unheard ? words.silent : model.get("problem");
    fault.hidden = !fault.textContent;
    frame.hidden = model.get("away");
  }
  // Worded for somebody else, the choices are drawn anew with the answer in place.
  function reworded() {
    delivery.send();
    body.replaceChildren();
    show = build(kit);
    const waiting = page.unkept.get(model.get("key"));
    show(waiting ? waiting.value : model.get("value"));
  }
  const WORDS = "change:label change:hint change:problem change:away";
  const CHOICES =
    "change:options change:cards change:filters change:columns change:families change:low change:high";
  texts();
  model.on(WORDS, texts);
  model.on(CHOICES, reworded);

  frame.addEventListener("focusout", delivery.send);
  frame.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
      event.preventDefault();
      page.saves.get(model.get("form"))?.();
    }
  });
  el.classList.add("wb");
  speaks(model, el);
  el.append(frame);
  return () => {
    delivery.stop();
    model.off(WORDS, texts);
    model.off(CHOICES, reworded);
  };
}

// Radio buttons that can be cleared again: every question can be skipped.
function radios(kit, options, draw) {
  const name = fresh("radio");
  const group = element("div", { className: "wb-options" });
  const clear = element("button", { type: "button", className: "wb-quiet wb-clear" }, kit.words.clear);
  const inputs = options.map((option) => {
    const input = element("input", { type: "radio", name, value: String(option.value) });
    input.addEventListener("change", () => pick(option.value));
    group.append(element("label", { className: "wb-option" }, input, draw(option)));
    return input;
  });
  function mark(value) {
    inputs.forEach((input, place) => (input.checked = same(options[place].value, value)));
    clear.hidden = value === null || value === undefined;
  }
  function pick(value) {
    mark(value);
    kit.changed(value, { soon: true });
  }
  group.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" || event.key === "Delete") pick(null);
  });
  clear.addEventListener("click", () => {
    pick(null);
    inputs[0].focus();
  });
  return { group, clear, mark };
}

// A text area as tall as its text.
function grow(area) {
  area.style.height = "auto";
  if (area.scrollHeight) area.style.height = `${area.scrollHeight + 2}px`;
}

// The names of the two ends of a scale, each with its number.
function ends(model) {
  const low = element("span", {}, `0 ${model.get("low")}`);
  const high = element("span", {}, `10 ${model.get("high")}`);
  return element("div", { className: "wb-ends" }, low, high);
}
