// The slim bar above every page.

import { invented, welcome, words } from './told.js';

const DARK = 'JupyterLab Dark';
const LIGHT = 'JupyterLab Light';

export function addBar({ app, shell, chrome, links, themes, Widget }) {
  const node = document.createElement('header');
  node.className = 'wb-bar';
  const tools = document.createElement('div');
  tools.className = 'wb-tools';
  tools.append(codeButton(chrome), themeButton(themes), leaveButton());
  node.append(start(links), tools);
  if (invented) {
    tools.before(note(words.invented));
  }
  const bar = new Widget({ node });
  bar.id = 'wb-bar';
  shell.add(bar, 'header');
}

function start(links) {
  const nav = document.createElement('nav');
  nav.setAttribute('aria-label', words.bar);
  const link = document.createElement('a');
  link.textContent = words.name;
  link.href = new URL(welcome.split('/').pop(), document.baseURI);
  link.addEventListener('click', event => {
    event.preventDefault();
    event.stopPropagation();
    void links.open(welcome);
  });
  nav.append(link);
  return nav;
}

function note(text) {
  const node = document.createElement('span');
  node.className = 'wb-invented';
  node.textContent = text;
  return node;
}

function button(label, act) {
  const node = document.createElement('button');
  node.type = 'button';
  node.textContent = label;
  node.addEventListener('click', act);
  return node;
}

function codeButton(chrome) {
  const node = button(words['show-code'], () => chrome.showCode(!chrome.showsCode()));
  chrome.changed(() => node.setAttribute('aria-pressed', String(chrome.showsCode())));
  return node;
}

function themeButton(themes) {
  const isLight = () => !themes.theme || themes.isLight(themes.theme);
  const node = button('', () => void themes.setTheme(isLight() ? DARK : LIGHT));
  const name = () => (node.textContent = isLight() ? words.dark : words.light);
  themes.themeChanged.connect(name);
  name();
  return node;
}

// No claim is made about traces: this only takes the page off the screen at once.
function leaveButton() {
  return button(words.leave, () => window.location.replace('about:blank'));
}
