// Links from one notebook to another: they open in the same window, in place of the page shown.

import { baseUrl, treePath, welcome } from './told.js';

const NOTEBOOK = new RegExp(`^${baseUrl}(?:files|(?:doc|lab)/tree)/(.+\\.ipynb)$`);

export function followLinks(app, shell, documents) {
  async function open(path, fragment = '') {
    const before = [...shell.widgets('main')];
    // Leaving a control is what makes it keep its draft.
    document.activeElement?.blur();
    const page = documents.openOrReveal(path);
    if (!page) {
      return;
    }
    await page.context.ready;
    for (const widget of before.filter(widget => widget !== page)) {
      putAway(widget);
    }
    page.node.querySelector('.jp-WindowedPanel-outer')?.scrollTo(0, 0);
    if (fragment) {
      page.setFragment(fragment);
    }
  }

  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href]');
    const path = link && notebookAt(link);
    if (path && !wantsOwnWindow(event)) {
      event.preventDefault();
      event.stopPropagation();
      void open(path, link.hash);
    }
  }, true);

  // JupyterLab writes the path of the page into the address but does not follow it back.
  window.addEventListener('popstate', () => {
    const path = notebookAt(window.location);
    if (path) {
      void open(path);
    }
  });

  return { open, openFirst: () => open(treePath || welcome) };
}

function notebookAt({ href }) {
  const { origin, pathname } = new URL(href, document.baseURI);
  const match = origin === window.location.origin && NOTEBOOK.exec(pathname);
  return match ? decodeURIComponent(match[1]) : '';
}

function wantsOwnWindow(event) {
  return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
}

function putAway(widget) {
  widget.close();
}
