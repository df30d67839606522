// The door by which JupyterLab loads an extension that needs no build: `init` hands over the modules
// that it shares, `get` gives it our plugins. All else stands in the plain modules beside this file.
(() => {
  const here = document.currentScript.src;
  let shared;

  async function take(name) {
    const versions = Object.values(shared[name]);
    const version = versions.find(candidate => candidate.loaded) ?? versions[0];
    return (await version.get())();
  }

  window._JUPYTERLAB ??= {};
  window._JUPYTERLAB.workbook = {
    init(scope) {
      shared = scope;
    },
    async get() {
      const { plugins } = await import(new URL('plugins.js', here));
      const found = await plugins(take);
      return () => ({ __esModule: true, default: found });
    }
  };
})();
