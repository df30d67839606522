// Runs the cells of a trusted page: when it opens, and again whenever its kernel has restarted.

import { words } from './told.js';

export function keepRunning(panel, CodeCell) {
  const { sessionContext } = panel;
  let turn = 0;
  let lost = false;

  async function run() {
    const mine = ++turn;
    const letGo = holdStill(panel);
    for (const cell of codeCells(panel)) {
      if (mine !== turn || panel.isDisposed) {
        break;
      }
      // One after the other, and each on its own: a cell that fails does not keep back the next.
      await CodeCell.execute(cell, sessionContext).catch(() => undefined);
    }
    letGo();
  }

  for (const cell of codeCells(panel)) {
    cell.model.outputs.changed.connect(() => sayWhereItFailed(cell));
  }
  sessionContext.statusChanged.connect((_, status) => {
    if (status === 'restarting' || status === 'autorestarting') {
      lost = true;
      turn += 1;
    } else if (lost && status === 'idle') {
      lost = false;
      void run();
    }
  });
  void sessionContext.ready.then(run);
}

function codeCells(panel) {
  return panel.content.widgets.filter(cell => cell.model.type === 'code');
}

// A traceback says nothing to the reader, so a plain sentence stands in its place.
function sayWhereItFailed(cell) {
  const { outputs } = cell.model;
  const failed = Array.from({ length: outputs.length }, (_, at) => outputs.get(at).type);
  cell.node.querySelector('.wb-sorry')?.remove();
  if (failed.includes('error')) {
    const sorry = document.createElement('p');
    sorry.className = 'wb-sorry';
    sorry.setAttribute('role', 'status');
    sorry.textContent = words.failed;
    cell.node.append(sorry);
  }
}

// While outputs are replaced the page would shrink and jump; it keeps its height until they are back.
function holdStill(panel) {
  const outputs = [...panel.node.querySelectorAll('.jp-Cell-outputArea')];
  outputs.forEach(output => (output.style.minHeight = `${output.offsetHeight}px`));
  return () => outputs.forEach(output => (output.style.minHeight = ''));
}
