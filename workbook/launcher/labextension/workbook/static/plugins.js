// What the workbook puts in place of parts of JupyterLab, and what it adds.
import { dressPage } from './page.js';
import { memory } from './memory.js';

export async function plugins(take) {
  const lab = {
    ...(await take('@jupyterlab/application'))
  };
  return [];
}
