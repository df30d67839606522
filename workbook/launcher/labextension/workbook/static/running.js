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
  let gaveUp = false;

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
    } else if (status === 'dead' && !gaveUp) {
      gaveUp = true;
      offerReload(panel);
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

// A kernel that died is started anew, but not for ever. A page that is loaded anew asks for another.
function offerReload(panel) {
  showNotice(panel, words.stopped, [[words.again, () => window.location.reload()]]);
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
