// <customer-context> in Solid: `prop:` sets a property, `on:` listens, children go into slots.

import "customer-context/define";
import type { CustomerContextElement } from "customer-context";
import type {} from "customer-context/solid";
import { createSignal, For, Show } from "solid-js";
import { render } from "solid-js/web";

import { customers } from "../shared/customers.js";
import "../shared/examples.css";

function App() {
  let panel: CustomerContextElement | undefined;
  const [current, setCurrent] = createSignal(0);
  const [shown, setShown] = createSignal(true);
  const [order, setOrder] = createSignal([...customers]);
  const [loaded, setLoaded] = createSignal("nobody");
  const [opened, setOpened] = createSignal(0);
  return (
    <>
      <h1>Solid</h1>
      <button onClick={() => setCurrent((current() + 1) % customers.length)}>Next customer</button>
      <button onClick={() => setShown(!shown())}>Show or hide</button>
      <button onClick={() => setOrder([...order()].reverse())}>Swap the list</button>
      <button onClick={() => panel?.collapse("ledger")}>Collapse</button>
      <p>
        On screen: <output data-testid="loaded">{loaded()}</output>, opened <output data-testid="opened">{opened()}</output> times
      </p>
      <div class="panels" data-testid="single">
        <Show when={shown()}>
          <customer-context
            ref={panel}
            prop:context={customers[current()]}
            sections="ledger timeline"
            on:cc-load={(event) => setLoaded(event.detail.customerId)}
          >
            <button slot="actions" onClick={() => setOpened(opened() + 1)}>
              Open in CRM
            </button>
          </customer-context>
        </Show>
      </div>
      <div class="panels" data-testid="list">
        <For each={order()}>
          {(customer) => <customer-context prop:context={customer} sections="ledger" density="compact" />}
        </For>
      </div>
    </>
  );
}

render(() => <App />, document.getElementById("app")!);
