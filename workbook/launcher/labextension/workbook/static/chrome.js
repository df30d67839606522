// Everything of JupyterLab around a page: put away at first, brought back by "Show the code".

const AROUND = ['jp-top-panel', 'jp-menu-panel', 'jp-bottom-panel'];
// They are of no use while the page is calm, so JupyterLab is told to wait with them.
const SHORTCUTS = '@jupyterlab/shortcuts-extension:shortcuts';

export function dressShell(app, shell, tracker) {
  let code = false;
  const heard = [];

  function apply() {
    heard.forEach(act => act());
    document.body.classList.toggle('wb-calm', !code);
    for (const widget of shell.layout.widgets) {
      if (AROUND.includes(widget.id)) {
        widget.setHidden(!code);
      }
    }
    tracker.forEach(panel => panel.toolbar.setHidden(!code));
  }

  document.body.classList.add('wb-desk', 'wb-calm');
  addStyle();
  keepGesturesAway(() => !code);
  void app.restored.then(apply);
  tracker.widgetAdded.connect(apply);

  return {
    showsCode: () => code,
    // Takes away what `opening.css` shows until a page is whole.
    unveil: () => document.body.classList.add('wb-desk-open'),
    changed(act) {
      heard.push(act);
      act();
    },
    showCode(shown) {
      code = shown;
      apply();
      void app.activatePlugin(SHORTCUTS);
    }
  };
}

function addStyle() {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = new URL('calm.css', import.meta.url).href;
  document.head.append(link);
}

// A letter typed beside a form would else cut a cell out of the page, a right click would offer to
// delete it, a double click would open its source. JupyterLab listens for the first two at the
// document, so they can be stopped at the body, when a control has had them.
function keepGesturesAway(isCalm) {
  for (const kind of ['keydown', 'keyup', 'contextmenu']) {
    document.body.addEventListener(kind, event => isCalm() && event.stopPropagation());
  }
  document.body.addEventListener('keydown', event => {
    if (isCalm() && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 's') {
      // The browser would offer to save the page as a file.
      event.preventDefault();
    }
  });
  const stopInProse = event => {
    if (isCalm() && event.target.closest?.('.wb-desk-page .jp-MarkdownCell')) {
      event.stopPropagation();
    }
  };
  document.body.addEventListener('dblclick', stopInProse, true);
}
