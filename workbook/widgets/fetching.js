// Fetches a widget's script and styles from the library, once for a page, and draws it.
const wanted = WANTED;

// The library may come to a page after the first widget that needs it.
async function libraryOf(model) {
  const id = model.get("library").replace("IPY_MODEL_", "");
  for (let tries = 0; ; tries += 1) {
    try {
      return await model.widget_manager.get_model(id);
    } catch (missing) {
      if (tries > 1200) throw missing;
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

async function fetched(model) {
  const kept = (window.workbookFetched ??= new Map());
  const once = (key, fetch) => kept.get(key) ?? kept.set(key, fetch()).get(key);
  const library = await once(wanted.version, () => libraryOf(model));
  for (const name of wanted.styles) {
    once(`${wanted.version}/${name}.css`, () => {
      const style = document.createElement("style");
      style.textContent = library.get("styles")[name];
      document.head.append(style);
      return style;
    });
  }
  return once(`${wanted.version}/${wanted.scripts}`, () => {
    const text = wanted.scripts.map((name) => library.get("scripts")[name]).join("\n");
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    return import(address).finally(() => URL.revokeObjectURL(address));
  });
}

// Nothing is fetched for a widget that no page shows.
async function begun(context) {
  const made = (await fetched(context.model)).default;
  const widget = typeof made === "function" ? await made() : made;
  await widget.initialize?.(context);
  return widget;
}

export default () => {
  let widget;
  return {
    async render(context) {
      widget ??= begun(context);
      return (await widget).render(context);
    },
  };
};
