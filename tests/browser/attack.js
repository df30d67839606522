// What a stranger's page tries. Gives the names of those attempts that got something, and what.
async ({ base, socket, kernel, page }) => {
  const got = {};
  const attempt = async (name, act) => {
    const found = await act().catch(() => null);
    if (found) got[name] = String(found);
  };
  const read = async (reply) => reply.type !== 'opaque' && `${reply.status} ${await reply.text()}`;
  const paths = ['api/contents/data', 'files/data/secret.csv', 'files/data/pixel.png',
    'api/sessions', 'api/kernels', 'api/status', `doc/tree/${page}`, 'lab', '', 'login'];
  const json = JSON.stringify({ type: 'file', format: 'text', content: 'mine' });
  const all = [];
  for (const path of paths) {
    for (const credentials of ['include', 'omit']) {
      all.push(attempt(`fetch ${path} ${credentials}`,
        async () => read(await fetch(base + path, { credentials }))));
    }
    all.push(attempt(`no-cors ${path}`,
      async () => read(await fetch(base + path, { mode: 'no-cors', credentials: 'include' }))));
  }
  for (const [method, path] of [['PUT', 'api/contents/data/secret.csv'],
    ['DELETE', 'api/contents/data/secret.csv'], ['PATCH', 'api/contents/data/secret.csv'],
    ['POST', 'api/contents/data'], ['POST', 'api/kernels'], ['POST', 'api/sessions'],
    ['POST', `api/kernels/${kernel}/restart`], ['DELETE', `api/kernels/${kernel}`],
    ['POST', 'api/shutdown'], ['PUT', 'lab/api/settings/x'], ['PUT', 'lab/api/workspaces/x']]) {
    for (const type of ['text/plain', 'application/json']) {
      const asked = { method, body: json, headers: { 'Content-Type': type } };
      all.push(attempt(`${method} ${path} ${type}`,
        async () => read(await fetch(base + path, { ...asked, credentials: 'include' }))));
    }
    if (method === 'POST') {
      all.push(attempt(`no-cors ${method} ${path}`, async () => read(await fetch(base + path,
        { method, body: json, mode: 'no-cors', credentials: 'include' }))));
      navigator.sendBeacon(base + path, json);
      const form = document.createElement('form');
      const into = document.createElement('iframe');
      into.name = `into ${path}`;
      const enctype = 'text/plain';
      Object.assign(form, { method, action: base + path, target: into.name, enctype });
      const input = document.createElement('input');
      input.name = json.slice(0, -1) + ',"x":"';
      input.value = '"}';
      form.append(input);
      document.body.append(form, into);
      form.submit();
    }
  }
  const element = (kind, set) => attempt(`<${kind}>`, () => new Promise((done) => {
    const made = document.createElement(kind);
    made.onload = () => done(kind === 'iframe' || kind === 'object' || kind === 'embed'
      ? made.contentDocument?.documentElement?.textContent : 'loaded');
    made.onerror = () => done(null);
    setTimeout(done, 2000); // some say nothing of a refusal
    set(made);
    document.body.append(made);
  }));
  all.push(element('img', (one) => { one.src = `${base}files/data/pixel.png`; }));
  all.push(element('script', (one) => { one.src = `${base}files/data/script.js`; }));
  all.push(element('link', (one) => {
    one.rel = 'stylesheet';
    one.href = `${base}files/data/style.css`;
  }));
  for (const path of [`doc/tree/${page}`, 'files/data/page.html', 'files/data/secret.csv']) {
    all.push(element('iframe', (one) => { one.src = base + path; }));
    all.push(element('object', (one) => { one.data = base + path; }));
    all.push(element('embed', (one) => { one.src = base + path; }));
  }
  for (const path of [`api/kernels/${kernel}/channels`, 'api/events/subscribe']) {
    all.push(attempt(`WebSocket ${path}`, () => new Promise((done) => {
      const made = new WebSocket(socket + path);
      made.onopen = () => done('open');
      made.onerror = () => done(null);
    })));
  }
  all.push(attempt('EventSource', () => new Promise((done) => {
    const made = new EventSource(`${base}api/status`, { withCredentials: true });
    made.onopen = () => done('open');
    made.onerror = () => { made.close(); done(null); };
  })));
  all.push(attempt('service worker', async () =>
    (await navigator.serviceWorker.register(`${base}files/data/script.js`)).scope));
  await Promise.all(all);
  if (window.leaked) got.script = window.leaked;
  const style = getComputedStyle(document.documentElement).getPropertyValue('--leaked');
  if (style) got.style = style;
  return got;
}
