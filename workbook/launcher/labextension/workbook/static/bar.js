// The slim bar above every page.

import { button } from './notice.js';
import { invented, language, welcome, words } from './told.js';

const DARK = 'JupyterLab Dark';
const LIGHT = 'JupyterLab Light';

export function addBar({ shell, chrome, links, themes, Widget }) {
  const node = document.createElement('header');
  const row = document.createElement('div');
  const tools = document.createElement('div');
  row.className = 'wb-desk-bar';
  tools.className = 'wb-desk-tools';
  tools.append(codeButton(chrome), themeButton(themes), leaveButton());
  row.append(start(links), ...(invented ? [note(words.invented)] : []), tools);
  node.append(row);
  node.lang = language;
  const bar = new Widget({ node });
  bar.id = 'wb-bar';
  bar.addClass('wb-bar');
  shell.add(bar, 'header');
  giveItRoom(bar, row);
}

// In a narrow or enlarged window the bar takes two rows, and JupyterLab must be told.
function giveItRoom(bar, row) {
  new ResizeObserver(() => {
    bar.node.style.minHeight = `${Math.ceil(row.getBoundingClientRect().height)}px`;
    bar.parent?.fit();
  }).observe(row, { box: 'border-box' });
}

function start(links) {
  const nav = document.createElement('nav');
  nav.setAttribute('aria-label', words.bar);
  const link = document.createElement('a');
  link.textContent = words.name;
  link.href = links.addressOf(welcome);
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
  node.className = 'wb-desk-invented';
  node.textContent = text;
  return node;
}

function codeButton(chrome) {
  const node = button(words['show-code'], () => chrome.showCode(!chrome.showsCode()));
  chrome.changed(() => node.setAttribute('aria-pressed', String(chrome.showsCode())));
  return node;
}

// At first the page is dark where the whole machine is; a choice made here is kept in its place.
function themeButton(themes) {
  const isLight = () => !themes.theme || themes.isLight(themes.theme);
  const node = button('', async () => {
    const chosen = isLight() ? DARK : LIGHT;
    if (themes.isToggledAdaptiveTheme()) {
      await themes.toggleAdaptiveTheme();
    }
    await themes.setTheme(chosen);
  });
  const name = () => (node.textContent = isLight() ? words.dark : words.light);
  themes.themeChanged.connect(name);
  name();
  return node;
}

// No claim is made about traces: this only takes the page off the screen at once.
function leaveButton() {
  return button(words.leave, () => {
    // Words that wait to be kept are sent; nothing asks whether one really wants to go. The
    // button in a notebook's header also has the kernel forget the safety pause.
    const inside = document.querySelector('.wb-leave');
    if (inside) return inside.click();
    if (window.workbookPage) window.workbookPage.leaving = true;
    window.location.replace('about:blank');
  });
}
