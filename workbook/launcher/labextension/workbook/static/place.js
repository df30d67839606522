// Keeps the reader's place while a page runs again: nobody is interrupted, nothing jumps, and the
// control that had the focus has it again.

const PAUSE = 1000;
const PATIENCE = 5000;
// Widgets are drawn a moment after their cell has run.
const SETTLING = 300;

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
  const held = document.activeElement ?? document.body;
  const cell = node.contains(held) && held.closest('.jp-CodeCell');
  // By its name, as a control that was replaced is another element and may stand elsewhere.
  const name = nameOf(held);
  const at = cell ? named(cell, held.tagName, name).indexOf(held) : -1;
  const { selectionStart, selectionEnd } = held;
  return async () => {
    const end = performance.now() + PATIENCE;
    while (at >= 0 && isNowhere(document.activeElement) && performance.now() < end) {
      const again = named(cell, held.tagName, name)[at];
      again?.focus({ preventScroll: true });
      if (again && Number.isInteger(selectionStart)) {
        again.setSelectionRange(selectionStart, selectionEnd);
      }
      await wait(50);
    }
  };
}

function named(cell, kind, name) {
  return [...cell.querySelectorAll(kind)].filter(control => nameOf(control) === name);
}

function nameOf(control) {
  const label = control.labels?.[0] ?? control;
  return control.getAttribute('aria-label') ?? label.textContent;
}

function isNowhere(element) {
  return !element || element === document.body || element.classList.contains('jp-Cell');
}

function wait(milliseconds) {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
