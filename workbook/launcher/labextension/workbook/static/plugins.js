// What the workbook puts in the place of parts of JupyterLab, and what it adds.

import { addBar } from './bar.js';
import { dressShell } from './chrome.js';
import { followLinks } from './links.js';
import { showNotice } from './notice.js';
import { dressPage } from './page.js';
import { words } from './told.js';

export async function plugins(take) {
  const application = await take('@jupyterlab/application');
  const apputils = await take('@jupyterlab/apputils');
  const cells = await take('@jupyterlab/cells');
  const docmanager = await take('@jupyterlab/docmanager');
  const notebook = await take('@jupyterlab/notebook');
  const statedb = await take('@jupyterlab/statedb');
  const { Widget } = await take('@lumino/widgets');

  // JupyterLab remembers which tabs were open, and asks a second window to move to a workspace of
  // its own. A workbook always shows the one page asked for, so all that is kept in memory alone.
  const state = {
    id: 'workbook:state',
    autoStart: true,
    provides: statedb.IStateDB,
    activate: () => new statedb.StateDB()
  };

  const window = {
    id: 'workbook:window',
    autoStart: true,
    provides: apputils.IWindowResolver,
    activate: () => ({ name: 'workbook' })
  };

  const layout = {
    id: 'workbook:layout',
    autoStart: true,
    requires: [statedb.IStateDB, application.ILabShell],
    provides: application.ILayoutRestorer,
    activate: (app, connector, shell) => {
      const first = app.started;
      const restorer = new application.LayoutRestorer({ connector, first, registry: app.commands });
      void shell.restoreLayout('single-document', restorer);
      return restorer;
    }
  };

  const connection = {
    id: 'workbook:connection',
    autoStart: true,
    provides: application.IConnectionLost,
    requires: [notebook.INotebookTracker],
    activate: (_, tracker) => sayOnce(() => showNotice(tracker.currentWidget, words.ended))
  };

  const pages = {
    id: 'workbook:pages',
    autoStart: true,
    requires: [
      application.ILabShell,
      docmanager.IDocumentManager,
      notebook.INotebookTracker,
      apputils.IThemeManager
    ],
    activate: (app, shell, documents, tracker, themes) => {
      document.title = words.title;
      const chrome = dressShell(app, shell, tracker);
      const links = followLinks(shell, documents);
      addBar({ shell, chrome, links, themes, Widget });
      tracker.widgetAdded.connect((_, panel) => dressPage(panel, { app, cells, chrome }));
      void app.started.then(() => links.openFirst());
    }
  };

  return [state, window, layout, connection, pages];
}

// JupyterLab tells again and again that it cannot reach the server.
function sayOnce(say) {
  let said = false;
  return async () => {
    if (!said) {
      said = true;
      say();
    }
  };
}
