// What the launcher tells the page: all words, and where the workbook begins.
const page = JSON.parse(document.getElementById('jupyter-config-data').textContent);

export const { words, language, welcome, nearest, invented } = page.workbook;
export const { baseUrl, treePath, fullLabextensionsUrl } = page;
