// Runs the cells of a trusted page: when it opens, and again whenever its kernel has restarted.
// Gives a promise of the first run's end.

import { holdPlace, pauseInTyping } from './place.js';
import { showNotice } from './notice.js';
import { words } from './told.js';

export function keepRunning(panel, CodeCell) {
  const { sessionContext } = panel;
  const restingFromTyping = pauseInTyping(panel.node);
  let turn = 0;
  let lost = false;

  async function run() {
    const mine = ++turn;
    await restingFromTyping();
    const letGo = holdPlace(panel.node);
    for (const cell of codeCells(panel)) {
      if (mine !== turn || panel.isDisposed) {
        break;
      }
      // One after the other, and each on its own: a cell that fails does not keep back the next.
      await CodeCell.execute(cell, sessionContext).catch(() => undefined);
    }
    letGo();
  }

  function heed(status) {
    if (status === 'restarting' || status === 'autorestarting') {
      lost = true;
      turn += 1;
    } else if (status === 'idle' && lost) {
      lost = false;
      void run();
    } else if (status === 'dead') {
      offerRestart(panel);
    }
  }

  for (const cell of codeCells(panel)) {
    cell.model.outputs.changed.connect(() => sayWhereItFailed(cell));
  }
  sessionContext.statusChanged.connect((_, status) => heed(status));
  return sessionContext.ready.then(run);
}

function codeCells(panel) {
  return panel.content.widgets.filter(cell => cell.model.type === 'code');
}

// JupyterLab starts a kernel that died anew, but not for ever.
function offerRestart(panel) {
  const notice = showNotice(panel, words.stopped, [
    [
      words.again,
      () => {
        notice.close();
        void panel.sessionContext.restartKernel();
      }
    ]
  ]);
}

// A traceback says nothing to the reader, so a plain sentence stands in its place.
function sayWhereItFailed(cell) {
  const { outputs } = cell.model;
  const kinds = Array.from({ length: outputs.length }, (_, at) => outputs.get(at).type);
  cell.node.querySelector('.wb-desk-sorry')?.remove();
  if (kinds.includes('error')) {
    const sorry = document.createElement('p');
    sorry.className = 'wb-desk-sorry';
    sorry.setAttribute('role', 'status');
    sorry.textContent = words.failed;
    cell.node.append(sorry);
  }
}
