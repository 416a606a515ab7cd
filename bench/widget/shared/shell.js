// What a twin needs around it: a shadow root with the widget's own styles, and, on a page that names a customer, the
// first request. Knows no library; a twin is a function that mounts into an element.

import css from "virtual:styles";

/**
 * Publishes a twin to the page. `mount(target, source)` draws into `target` and returns `{ show, insert, unmount }`;
 * `source.page(customerId, cursor)` fetches older interactions.
 */
export function publish(mount) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  globalThis.twin = {
    mount(host) {
      const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sheet];
      const target = document.createElement("div");
      root.replaceChildren(target);
      const panel = mount(target, { page });
      return { ...panel, unmount: () => { panel.unmount(); target.remove(); } };
    },
  };
  const host = document.querySelector("[data-customer]");
  if (host !== null) start(host);
}

async function start(host) {
  const response = await fetch(`/v1/customers/${host.dataset.customer}/context?limit=20`);
  globalThis.twin.mount(host).show(await response.json());
}

async function page(customerId, cursor) {
  return (await fetch(`/v1/customers/${customerId}/interactions?cursor=${cursor}`)).json();
}
