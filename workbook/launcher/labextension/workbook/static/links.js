// Links from one notebook to another: they open in the same window, in place of the page shown.

import { forgetRuns } from './edits.js';
import { baseUrl, nearest, treePath, welcome } from './told.js';

const NOTEBOOK = new RegExp(`^${baseUrl}(?:files|(?:doc|lab)/tree)/(.+\\.ipynb)$`);

export function followLinks(shell, documents) {
  // A page that is there in the chosen language too is opened in that.
  async function open(asked, fragment = '') {
    const path = nearest[asked] ?? asked;
    const before = [...shell.widgets('main')];
    // Leaving a control is what makes it keep its draft.
    document.activeElement?.blur();
    const page = documents.openOrReveal(path);
    if (!page) {
      return;
    }
    await page.context.ready;
    for (const widget of before.filter(widget => widget !== page)) {
      forgetRuns(widget);
      widget.close();
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

  // A link in the prose leads to the bare file; whoever opens it in a window of its own wants the page.
  document.addEventListener('pointerdown', event => {
    const link = event.target.closest?.('a[href]');
    const path = link && notebookAt(link);
    if (path) {
      link.href = addressOf(path) + link.hash;
    }
  }, true);

  writeAddressesOnce();
  // JupyterLab writes the path of the page into the address but does not follow it back.
  window.addEventListener('popstate', () => {
    const path = notebookAt(window.location);
    if (path) {
      void open(path);
    }
  });

  return { open, addressOf, openFirst: () => open(treePath || welcome) };
}

// JupyterLab adds the address of a page shown by "Back" once more, and so cuts off "Forward".
function writeAddressesOnce() {
  const push = window.history.pushState.bind(window.history);
  window.history.pushState = (state, title, url) => {
    if (new URL(url, window.location.href).href !== window.location.href) {
      push(state, title, url);
    }
  };
}

function notebookAt({ href }) {
  const { origin, pathname } = new URL(href, document.baseURI);
  const match = origin === window.location.origin && NOTEBOOK.exec(pathname);
  return match ? decodeURIComponent(match[1]) : '';
}

function addressOf(path) {
  return `${baseUrl}doc/tree/${path.split('/').map(encodeURIComponent).join('/')}`;
}

function wantsOwnWindow(event) {
  return event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey;
}
