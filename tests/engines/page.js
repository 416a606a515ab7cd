// Runs first in every host page of the engine checks: keeps what the browser complains about, counts what a panel could
// leave behind, and reads the panel as somebody looking at it does. A classic script, so that nothing comes before it.

{
  const complaints = [];
  const memories = [];
  const listeners = new Set();

  addEventListener("error", (event) => complaints.push(`error: ${event.message}`));
  addEventListener("unhandledrejection", (event) => complaints.push(`rejection: ${event.reason}`));
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) => {
    // Firefox and WebKit look for an icon by themselves, which is no wish of the page's.
    if (!blockedURI.endsWith("/favicon.ico")) complaints.push(`policy: ${effectiveDirective} ${blockedURI}`);
  });
  for (const kind of ["error", "warn"]) {
    const say = console[kind];
    console[kind] = (...words) => {
      complaints.push(`${kind}: ${words.join(" ")}`);
      say.apply(console, words);
    };
  }

  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async (...given) => {
    const result = await instantiate(...given);
    memories.push((result.instance ?? result).exports.memory);
    return result;
  };

  /** One key for what the browser keeps as one listener of the page. */
  const numbers = new WeakMap();
  let lastNumber = 0;
  const numberOf = (listener) => {
    if (!numbers.has(listener)) numbers.set(listener, (lastNumber += 1));
    return numbers.get(listener);
  };
  const keyOf = (target, type, listener, options) =>
    [target === window ? "window" : "document", type, numberOf(listener), Boolean(options?.capture ?? options)].join(" ");
  for (const target of [window, document]) {
    const { addEventListener: add, removeEventListener: remove } = target;
    target.addEventListener = (type, listener, options) => {
      const key = keyOf(target, type, listener, options);
      listeners.add(key);
      options?.signal?.addEventListener("abort", () => listeners.delete(key));
      if (options?.once) add.call(target, type, () => listeners.delete(key), { once: true });
      add.call(target, type, listener, options);
    };
    target.removeEventListener = (type, listener, options) => {
      listeners.delete(keyOf(target, type, listener, options));
      remove.call(target, type, listener, options);
    };
  }

  globalThis.host = {
    complaints,
    /** The first panel, however deep it stands. */
    get panel() {
      return host.place ?? document.querySelector("customer-context");
    },
    /** Where the panel is, when a closed root hides it. */
    place: null,
    load: (url) => import(url).then(() => null),
    find: (selector) => host.panel.shadowRoot.querySelector(selector),
    texts: (selector) => [...host.panel.shadowRoot.querySelectorAll(selector)].filter((it) => it.checkVisibility()).map((it) => it.textContent.trim()),
    style: (selector, name) => getComputedStyle(selector ? host.find(selector) : host.panel).getPropertyValue(name),
    /** The text that a person could read in the panel. */
    text: () => host.panel.shadowRoot.textContent,
    footprint: () => ({ instances: memories.length, memory: memories.reduce((sum, it) => sum + it.buffer.byteLength, 0), listeners: listeners.size }),
    /** Waits until an event of this name comes from anywhere in the page. */
    heard: (name) => new Promise((resolve) => { document.addEventListener(name, (event) => resolve(event.detail), { once: true }); }),
  };
}
