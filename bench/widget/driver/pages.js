// The pages that the browser opens: one to drive candidates in, one per candidate as a customer's page would embed it.

const head = (title, script = "") =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title><link rel="icon" href="data:,">${script}</head>`;

const tag = (script) => `<script type="module" src="${script}"></script>`;

/** Says when a name and a row are on the screen, in milliseconds since the navigation began. */
const watch = `<script>
  globalThis.painted = new Promise((resolve) => {
    const look = () => {
      const root = document.querySelector("main > *").shadowRoot;
      if (!root?.querySelector(".name") || !root.querySelector('[part~="timeline-item"]')) return requestAnimationFrame(look);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve(performance.now());
      port2.postMessage(null);
    };
    requestAnimationFrame(look);
  });
</script>`;

const shifts = `<script>
  globalThis.shifted = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((it) => { globalThis.shifted += it.value; })).observe({ type: "layout-shift", buffered: true });
</script>`;

/** HTML by path. `scripts` are the candidates' scripts by name. */
export function pages(scripts) {
  const all = { "/bench.html": `${head("Bench")}<body><main style="inline-size: 400px"></main></body></html>`, "/empty.html": `${head("Empty", shifts)}<body><main></main></body></html>` };
  for (const [name, script] of Object.entries(scripts)) {
    const panel = name === "widget"
      ? (more) => `<customer-context sections="passport ledger timeline" endpoint="" customer-id="bench-1-20"${more}></customer-context>`
      : (more) => `<div ${more ? "" : 'data-customer="bench-1-20"'}></div>`;
    all[`/cold/${name}.html`] = `${head(name, tag(script))}<body><main style="inline-size: 400px">${panel("")}</main>${watch}</body></html>`;
    // A page whose panel may never be looked at has a script of its own for that, as a page with a twin has not.
    const idle = name === "widget" ? script.replace(/\.js$/, "-lazy.js") : script;
    all[`/idle/${name}.html`] = `${head(name, shifts + tag(idle))}<body><p style="block-size: 5000px">A long page.</p><main style="inline-size: 400px">${panel(' loading="lazy"')}</main></body></html>`;
  }
  return all;
}
