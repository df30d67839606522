// Runs the cells of a trusted page: when it opens, and again whenever its kernel has restarted.

export function keepRunning(panel, CodeCell) {
  const { sessionContext } = panel;
  let turn = 0;
  let lost = false;

  async function run() {
    const mine = ++turn;
    const letGo = holdStill(panel);
    for (const cell of panel.content.widgets) {
      if (mine !== turn || panel.isDisposed) {
        break;
      }
      if (cell.model.type === 'code') {
        // One after the other, and each on its own: a cell that fails does not keep back the next.
        await CodeCell.execute(cell, sessionContext).catch(() => undefined);
      }
    }
    letGo();
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

// While outputs are replaced the page would shrink and jump; it keeps its height until they are back.
function holdStill(panel) {
  const outputs = [...panel.node.querySelectorAll('.jp-Cell-outputArea')];
  outputs.forEach(output => (output.style.minHeight = `${output.offsetHeight}px`));
  return () => outputs.forEach(output => (output.style.minHeight = ''));
}
