// A quiet wait: when one will be back, a phrase, a bar that fills. Nothing counts down.
export default {
  render({ model, el }) {
    const words = model.get("words");
    const key = `timer/${model.get("key")}`;
    const choice = lengths(model.get("minutes"), words);
    const begin = pressable("secondary", words.begin);
    const time = element("p", { className: "wb-calmly-large", tabIndex: -1 });
    const phrase = element("blockquote", { className: "wb-timer-phrase" });
    const { bar, show } = quietBar();
    const over = element("p", { className: "wb-timer-over" });
    over.setAttribute("aria-live", "polite");
    const stop = pressable("secondary", words.stop);

    function start() {
      const now = Date.now();
      standing.set(key, { begun: now, end: now + choice.chosen() * MINUTE });
      draw();
      time.focus();
    }

    function end() {
      standing.delete(key);
      draw();
      begin.focus();
    }

    function draw() {
      const wait = standing.get(key);
      const now = Date.now();
      const done = Boolean(wait) && now >= wait.end;
      for (const part of [choice.group, begin]) part.hidden = Boolean(wait);
      for (const part of [time, stop]) part.hidden = !wait;
      bar.hidden = !wait || done;
      phrase.textContent = model.get("phrase");
      phrase.hidden = !wait || done || !phrase.textContent;
      if (wait) {
        const said = done ? fill(words.now, { time: clock(now) }) : fill(words.back, { time: clock(wait.end) });
        if (time.textContent !== said) time.textContent = said;
        stop.textContent = done ? words.again : words.stop;
        show((now - wait.begun) / (wait.end - wait.begun));
      }
      if (over.textContent !== (done ? words.over : "")) over.textContent = done ? words.over : "";
    }

    begin.addEventListener("click", start);
    stop.addEventListener("click", end);
    const parts = [choice.group, begin, time, phrase, bar, over, stop];
    const frame = element("div", { className: "wb-calmly wb-timer" }, ...parts);
    frame.setAttribute("data-lm-suppress-shortcuts", "true");
    el.classList.add("wb");
    speaks(model, el);
    el.append(frame);
    draw();
    const leave = lookNowAndThen(draw);
    model.on("change:phrase", draw);
    return () => {
      leave();
      model.off("change:phrase", draw);
    };
  },
};
