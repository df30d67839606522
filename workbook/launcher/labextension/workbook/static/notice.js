// One calm line above a page, with what can be done about it.

export function showNotice(panel, text, actions = []) {
  const node = document.createElement('div');
  node.className = 'wb-desk-notice';
  node.setAttribute('role', 'status');
  const line = document.createElement('p');
  line.textContent = text;
  node.append(line, ...actions.map(([label, act]) => button(label, act)));
  panel.node.querySelector('.jp-WindowedPanel-outer').prepend(node);
  return { close: () => node.remove() };
}

export function button(label, act) {
  const node = document.createElement('button');
  node.type = 'button';
  node.textContent = label;
  node.addEventListener('click', act);
  return node;
}
