// What all widgets of the workbook share on one page. Put in front of each widget's own file.

// `unkept`: answers that have left the keyboard but are not yet known to be kept, by form and
// question. It lives as long as the page does, and so outlives a kernel that was killed.
// `flush`: functions that send what waits. `saves`: how to save each form on the page.
// `leaving`: the quick exit was taken, which nothing may hold up.
const page = (window.workbookPage ??= { unkept: new Map(), flush: new Set(), saves: new Map() });

if (!page.guarded) {
  page.guarded = true;
  const flush = () => page.flush.forEach((send) => send());
  document.addEventListener("visibilitychange", flush);
  window.addEventListener("beforeunload", (event) => {
    flush();
    if (page.unkept.size && !page.leaving) event.preventDefault();
  });
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  // A browser would else write what stands in it into its own files, to bring it back some day.
  if ("autocomplete" in made) made.autocomplete = "off";
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made) made[name] = value;
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

// The language of a widget's words stands on the element that holds them.
function speaks(model, el) {
  const tell = () => (el.lang = model.get("lang"));
  tell();
  model.on("change:lang", tell);
}

let count = 0;
const fresh = (name) => `wb-${name}-${++count}-${Math.random().toString(36).slice(2, 7)}`;
// A text with its named values filled in, as `say` does it in Python.
const fill = (text, values) => text.replace(/\{([a-z]+)\}/g, (whole, name) => values[name] ?? whole);
const same = (one, other) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
const waitsFor = (form) =>
  [...page.unkept].some(([key, { refused }]) => key.startsWith(form && `${form}/`) && !refused);

// Sends everything and waits until all answers of a form, or of all forms where none is named, are
// kept; false if the kernel is silent.
async function settled(form, patience = 6000) {
  const end = Date.now() + patience;
  page.flush.forEach((send) => send());
  while (waitsFor(form)) {
    if (Date.now() > end) return false;
    await new Promise((wake) => setTimeout(wake, 30));
  }
  return true;
}
