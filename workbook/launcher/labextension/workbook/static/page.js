// One notebook as a page: it has run when it is read, or says why it has not.

import { watchEdits } from './edits.js';
import { showNotice } from './notice.js';
import { keepRunning } from './running.js';
import { words } from './told.js';

export async function dressPage(panel, { app, cells, chrome }) {
  await panel.context.ready;
  watchEdits(panel);
  if (!isOfWorkbook(panel)) {
    chrome.unveil();
    return;
  }
  panel.addClass('wb-desk-page');
  panel.node.lang = languageOf(panel);
  markPlainLines(panel);
  keepCalmAboutRestarts(panel);
  keepCellsOutOfTabOrder(panel);
  chrome.changed(() => chrome.showsCode() && unfoldSources(panel));
  if (isTrusted(panel)) {
    void keepRunning(panel, cells.CodeCell).then(chrome.unveil);
    // Whatever takes longer than this, the prose can be read meanwhile.
    setTimeout(chrome.unveil, 1500);
  } else {
    askForTrust(panel, { app, cells, chrome });
    chrome.unveil();
  }
}

function isOfWorkbook(panel) {
  const { path, model } = panel.context;
  return path.startsWith('notebooks/') && Boolean(model.getMetadata('workbook'));
}

// A translation stands in a folder of its own: `notebooks/es/`.
function languageOf(panel) {
  const [, folder, name] = panel.context.path.split('/');
  return name ? folder : 'en';
}

function isTrusted(panel) {
  return panel.content.widgets.every(cell => cell.model.type !== 'code' || cell.model.trusted);
}

// Lines that only help somebody who opens the notebook without the workbook's own page.
function markPlainLines(panel) {
  for (const cell of panel.content.widgets) {
    if (cell.model.getMetadata('workbook')?.plain) {
      cell.addClass('wb-desk-plain');
    }
  }
}

// The notebooks ask for their sources to be folded, for the sake of plain JupyterLab.
function unfoldSources(panel) {
  if (!panel.isDisposed) {
    panel.content.widgets.forEach(cell => (cell.inputHidden = false));
  }
}

// JupyterLab would open a dialog about a kernel that died; the page simply runs again.
function keepCalmAboutRestarts(panel) {
  panel.sessionContext.statusChanged.disconnect(panel._onSessionStatusChanged, panel);
}

// One can do nothing with a cell itself, so the Tab key goes from control to control.
function keepCellsOutOfTabOrder(panel) {
  const unstop = () => panel.content.widgets.forEach(cell => (cell.node.tabIndex = -1));
  panel.content.activeCellChanged.connect(unstop);
  unstop();
}

function askForTrust(panel, { app, cells, chrome }) {
  async function trust() {
    await app.commands.execute('notebook:trust');
    if (isTrusted(panel)) {
      notice.close();
      void keepRunning(panel, cells.CodeCell);
    }
  }

  const notice = showNotice(panel, words['not-ours'], [
    [words.look, () => chrome.showCode(true)],
    [words.trust, trust]
  ]);
}
