// Keeps the reader's place while a page runs again: nobody is interrupted, nothing jumps, and the
// control that had the focus has it again.

const PAUSE = 1000;
const PATIENCE = 5000;
// Widgets are drawn a moment after their cell has run.
const SETTLING = 300;
const CONTROLS = 'a[href], button, input, select, summary, textarea';

// Replacing a control takes away what is typed at that very moment, so one waits for a pause.
export function pauseInTyping(node) {
  let last = -PAUSE;
  node.addEventListener('input', () => (last = performance.now()), true);
  return async () => {
    while (performance.now() - last < PAUSE) {
      await wait(PAUSE / 10);
    }
  };
}

export function holdPlace(node) {
  const outputs = [...node.querySelectorAll('.jp-Cell-outputArea')];
  outputs.forEach(output => (output.style.minHeight = `${output.offsetHeight}px`));
  const refocus = rememberFocus(node);
  return async () => {
    await wait(SETTLING);
    await refocus();
    outputs.forEach(output => (output.style.minHeight = ''));
  };
}

function rememberFocus(node) {
  const held = document.activeElement;
  const cell = node.contains(held) && held.closest('.jp-CodeCell');
  const at = cell ? controls(cell).indexOf(held) : -1;
  const { selectionStart, selectionEnd } = held ?? {};
  return async () => {
    const end = performance.now() + PATIENCE;
    while (at >= 0 && isNowhere(document.activeElement) && performance.now() < end) {
      const again = controls(cell)[at];
      if (again?.tagName === held.tagName) {
        again.focus({ preventScroll: true });
        if (selectionStart !== undefined && selectionStart !== null) {
          again.setSelectionRange(selectionStart, selectionEnd);
        }
      }
      await wait(50);
    }
  };
}

function controls(cell) {
  return [...cell.querySelectorAll(CONTROLS)];
}

function isNowhere(element) {
  return !element || element === document.body || element.classList.contains('jp-Cell');
}

function wait(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
