"use client";
// <customer-context> in Next.js. The element needs a browser, so it is defined after the page is there; until then its
// children stand in its place.

import type { CustomerContextElement } from "customer-context";
import type {} from "customer-context/react";
import { useEffect, useRef, useState } from "react";

import { customers } from "../../shared/customers.js";

export function Panels() {
  const panel = useRef<CustomerContextElement>(null);
  const [defined, setDefined] = useState(false);
  const [current, setCurrent] = useState(0);
  const [shown, setShown] = useState(true);
  const [order, setOrder] = useState([0, 1]);
  const [loaded, setLoaded] = useState("nobody");
  const [opened, setOpened] = useState(0);
  useEffect(() => {
    import("customer-context/define").then(() => setDefined(true));
  }, []);
  return (
    <>
      <h1>Next.js</h1>
      <button onClick={() => setCurrent((current + 1) % customers.length)}>Next customer</button>
      <button onClick={() => setShown(!shown)}>Show or hide</button>
      <button onClick={() => setOrder([...order].reverse())}>Swap the list</button>
      <button onClick={() => panel.current?.collapse("ledger")}>Collapse</button>
      <p>
        On screen: <output data-testid="loaded">{loaded}</output>, opened <output data-testid="opened">{opened}</output> times
      </p>
      <div className="panels" data-testid="single">
        {shown && (
          <customer-context
            ref={panel}
            context={defined ? customers[current] : undefined}
            sections="ledger timeline"
            oncc-load={(event) => setLoaded(event.detail.customerId)}
          >
            <button slot="actions" onClick={() => setOpened(opened + 1)}>
              Open in CRM
            </button>
          </customer-context>
        )}
      </div>
      <div className="panels" data-testid="list">
        {defined &&
          order.map((place) => (
            <customer-context key={customers[place].customerId} context={customers[place]} sections="ledger" density="compact" />
          ))}
      </div>
    </>
  );
}
