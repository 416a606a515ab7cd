// <customer-context> in Lit: `.context` sets a property, `@cc-load` listens, children go into slots.

import "customer-context/define";
import { html, LitElement, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { createRef, ref } from "lit/directives/ref.js";
import type { CustomerContextElement, CustomerContextElementEventMap } from "customer-context";

import { customers } from "../shared/customers.js";
import "../shared/examples.css";

class DemoApp extends LitElement {
  static override properties = {
    current: { state: true }, shown: { state: true }, order: { state: true }, loaded: { state: true }, opened: { state: true },
  };

  declare current: number;
  declare shown: boolean;
  declare order: typeof customers;
  declare loaded: string;
  declare opened: number;
  #panel = createRef<CustomerContextElement>();

  constructor() {
    super();
    Object.assign(this, { current: 0, shown: true, order: [...customers], loaded: "nobody", opened: 0 });
  }

  /** The page's own styles apply. */
  protected override createRenderRoot() {
    return this;
  }

  override render() {
    return html`
      <h1>Lit</h1>
      <button @click=${() => (this.current = (this.current + 1) % customers.length)}>Next customer</button>
      <button @click=${() => (this.shown = !this.shown)}>Show or hide</button>
      <button @click=${() => (this.order = [...this.order].reverse())}>Swap the list</button>
      <button @click=${() => this.#panel.value?.collapse("ledger")}>Collapse</button>
      <p>
        On screen: <output data-testid="loaded">${this.loaded}</output>, opened
        <output data-testid="opened">${this.opened}</output> times
      </p>
      <div class="panels" data-testid="single">
        ${this.shown
          ? html`<customer-context
              ${ref(this.#panel)}
              .context=${customers[this.current]}
              sections="ledger timeline"
              @cc-load=${(event: CustomerContextElementEventMap["cc-load"]) => (this.loaded = event.detail.customerId)}
            >
              <button slot="actions" @click=${() => (this.opened += 1)}>Open in CRM</button>
            </customer-context>`
          : nothing}
      </div>
      <div class="panels" data-testid="list">
        ${repeat(
          this.order,
          (customer) => customer.customerId,
          (customer) => html`<customer-context .context=${customer} sections="ledger" density="compact"></customer-context>`,
        )}
      </div>
    `;
  }
}

customElements.define("demo-app", DemoApp);
