// The panel in Preact: hooks, parts that are skipped while their properties are the same ones.

import { render } from "preact";
import { memo } from "preact/compat";
import { useLayoutEffect, useState } from "preact/hooks";

import { OUTLINES } from "../../shared/customer.js";
import { publish } from "../../shared/shell.js";
import { Store } from "../../shared/store.js";
import { TimelineView } from "./timeline.jsx";

publish((target, source) => {
  const store = new Store(source);
  render(<Panel store={store} />, target);
  return {
    show: (context) => store.show(context),
    insert: (interaction) => store.insert(interaction),
    unmount: () => render(null, target),
  };
});

function Panel({ store }) {
  const [state, setState] = useState(store.get);
  useLayoutEffect(() => {
    setState(store.get());
    return store.subscribe(setState);
  }, [store]);
  if (state === null) return null;
  const { customer, customerId } = state;
  return (
    <div class="panel" role="group" aria-label="Customer context">
      <Header customer={customer} />
      <Passport passport={customer.passport} />
      <Ledger customer={customer} />
      <TimelineView key={customerId} state={state} store={store} />
    </div>
  );
}

export const Icon = ({ name }) => (
  <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={OUTLINES[name]} /></svg>
);

export function Section({ name, title, facts, children }) {
  const [open, setOpen] = useState(true);
  return (
    <div part={`section section-${name}`} class={`section section-${name}`}>
      <div part="section-header" class="section-header">
        <h3 class="section-title">
          <button type="button" class="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>{title}<Icon name="chevron" /></button>
        </h3>
        <span class="facts"><bdi>{facts}</bdi></span>
      </div>
      <div class="section-content" hidden={!open}>{children}</div>
    </div>
  );
}

const Header = memo(({ customer }) => (
  <header part="header" class="header">
    <slot name="header">
      <div part="avatar" class="avatar" aria-hidden="true">{customer.initials}</div>
      <h2 part="title" class="name"><bdi dir="auto">{customer.name}</bdi></h2>
      <p class="about">{customer.about.map((fact) => <span key={fact} class="fact"><bdi dir="auto">{fact}</bdi></span>)}</p>
    </slot>
  </header>
));

const Passport = memo(({ passport }) => (
  <div part="passport" class={`passport ${passport.tone}`}>
    <Icon name={passport.icon} />
    <p><b>{passport.title}</b>{passport.details && ` ${passport.details}`}</p>
    {passport.left && <span class="left"><bdi>{passport.left}</bdi></span>}
  </div>
));

const Ledger = memo(({ customer: { rows, missing, facts } }) => (
  <Section name="ledger" title="Already answered" facts={facts}>
    <dl class="rows">{rows.map((row) => <Row key={row.key} row={row} />)}</dl>
    {missing.length > 0 && (
      <div class="still-to-ask">
        <b>Still to ask</b>
        <ul>{missing.map((row) => <li key={row.key}><bdi dir="auto">{row.label}</bdi></li>)}</ul>
      </div>
    )}
  </Section>
));

const Row = memo(({ row }) => (
  <div part="field" class={row.question ? "row question" : "row"} data-state={row.state}>
    <dt part="label"><bdi dir="auto">{row.label}</bdi></dt>
    <dd>
      <div class="line">
        <span part="value" class="value"><Value row={row} /></span>
        {row.copyable && (
          <button type="button" part="button" class="copy" aria-label={`Copy: ${row.label}`} onClick={() => navigator.clipboard.writeText(row.text)}>
            <Icon name="copy" />
          </button>
        )}
        <span part="source" class={`chip ${row.tone}`}>
          {row.state === "verified" && <Icon name="check" />}
          {row.word && <span class="fact"><bdi>{row.word}</bdi></span>}
          <Origin facts={row.origin} />
        </span>
      </div>
      {row.others.map((other) => (
        <div key={other.key} class="line other">
          <span part="value" class="value"><bdi dir="auto">{other.text}</bdi></span>
          <span part="source" class="chip"><Origin facts={other.origin} /></span>
        </div>
      ))}
      {row.rule && <p class="rule">{row.rule}</p>}
    </dd>
  </div>
));

const Origin = ({ facts }) => facts.map((fact) => <span key={fact} class="fact"><bdi>{fact}</bdi></span>);

function Value({ row: { masked, state, text, href } }) {
  if (masked) return <span class="masked"><bdi dir="auto">{text}</bdi></span>;
  if (state === "declined" || state === "restricted") return <span class="quiet">{text}</span>;
  const content = <bdi dir="auto">{text}</bdi>;
  return href === null ? content : <a part="link" class="link" href={href}>{content}</a>;
}
