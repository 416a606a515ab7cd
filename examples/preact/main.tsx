// <customer-context> in Preact: properties take objects, `oncc-load` listens, children go into slots.

import "customer-context/define";
import type { CustomerContextElement } from "customer-context";
import type {} from "customer-context/preact";
import { render } from "preact";
import { useRef, useState } from "preact/hooks";

import { customers } from "../shared/customers.js";
import "../shared/examples.css";

function App() {
  const panel = useRef<CustomerContextElement>(null);
  const [current, setCurrent] = useState(0);
  const [shown, setShown] = useState(true);
  const [order, setOrder] = useState([0, 1]);
  const [loaded, setLoaded] = useState("nobody");
  const [opened, setOpened] = useState(0);
  return (
    <>
      <h1>Preact</h1>
      <button onClick={() => setCurrent((current + 1) % customers.length)}>Next customer</button>
      <button onClick={() => setShown(!shown)}>Show or hide</button>
      <button onClick={() => setOrder([...order].reverse())}>Swap the list</button>
      <button onClick={() => panel.current?.collapse("ledger")}>Collapse</button>
      <p>
        On screen: <output data-testid="loaded">{loaded}</output>, opened <output data-testid="opened">{opened}</output> times
      </p>
      <div class="panels" data-testid="single">
        {shown && (
          <customer-context
            ref={panel}
            context={customers[current]}
            sections="ledger timeline"
            oncc-load={(event) => setLoaded(event.detail.customerId)}
          >
            <button slot="actions" onClick={() => setOpened(opened + 1)}>
              Open in CRM
            </button>
          </customer-context>
        )}
      </div>
      <div class="panels" data-testid="list">
        {order.map((place) => (
          <customer-context key={customers[place].customerId} context={customers[place]} sections="ledger" density="compact" />
        ))}
      </div>
    </>
  );
}

render(<App />, document.getElementById("app")!);
