// Running a notebook changes it for JupyterLab, which would then ask whether to save it. Only
// changes of its text are worth that question.

const asSaved = new WeakMap();

export function watchEdits(panel) {
  const keep = () => asSaved.set(panel, textOf(panel));
  panel.context.saveState.connect((_, state) => state === 'completed' && keep());
  keep();
}

export function forgetRuns(panel) {
  if (asSaved.has(panel) && asSaved.get(panel) === textOf(panel)) {
    panel.context.model.dirty = false;
  }
}

function textOf(panel) {
  const cells = panel.content.model.cells;
  const texts = Array.from({ length: cells.length }, (_, at) => {
    const { type, sharedModel } = cells.get(at);
    return [type, sharedModel.getSource()];
  });
  return JSON.stringify(texts);
}
