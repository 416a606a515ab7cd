// The panel in React 19 with TanStack Virtual: memoised parts around an external store.

import { memo, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";

import { OUTLINES } from "../../shared/customer.js";
import { publish } from "../../shared/shell.js";
import { Store } from "../../shared/store.js";
import { TimelineView } from "./timeline.jsx";

publish((target, source) => {
  const store = new Store(source);
  const root = createRoot(target);
  root.render(<Panel store={store} />);
  return {
    show: (context) => store.show(context),
    insert: (interaction) => store.insert(interaction),
    unmount: () => root.unmount(),
  };
});

function Panel({ store }) {
  const state = useSyncExternalStore(store.subscribe, store.get);
  if (state === null) return null;
  const { customer, customerId } = state;
  return (
    <div className="panel" role="group" aria-label="Customer context">
      <Header customer={customer} />
      <Passport passport={customer.passport} />
      <Ledger customer={customer} />
      <TimelineView key={customerId} state={state} store={store} />
    </div>
  );
}

export const Icon = ({ name }) => (
  <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={OUTLINES[name]} /></svg>
);

export function Section({ name, title, facts, children }) {
  const [open, setOpen] = useState(true);
  return (
    <div part={`section section-${name}`} className={`section section-${name}`}>
      <div part="section-header" className="section-header">
        <h3 className="section-title">
          <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>{title}<Icon name="chevron" /></button>
        </h3>
        <span className="facts"><bdi>{facts}</bdi></span>
      </div>
      <div className="section-content" hidden={!open}>{children}</div>
    </div>
  );
}

const Header = memo(({ customer }) => (
  <header part="header" className="header">
    <slot name="header">
      <div part="avatar" className="avatar" aria-hidden="true">{customer.initials}</div>
      <h2 part="title" className="name"><bdi dir="auto">{customer.name}</bdi></h2>
      <p className="about">{customer.about.map((fact) => <span key={fact} className="fact"><bdi dir="auto">{fact}</bdi></span>)}</p>
    </slot>
  </header>
));

const Passport = memo(({ passport }) => (
  <div part="passport" className={`passport ${passport.tone}`}>
    <Icon name={passport.icon} />
    <p><b>{passport.title}</b>{passport.details && ` ${passport.details}`}</p>
    {passport.left && <span className="left"><bdi>{passport.left}</bdi></span>}
  </div>
));

const Ledger = memo(({ customer: { rows, missing, facts } }) => (
  <Section name="ledger" title="Already answered" facts={facts}>
    <dl className="rows">{rows.map((row) => <Row key={row.key} row={row} />)}</dl>
    {missing.length > 0 && (
      <div className="still-to-ask">
        <b>Still to ask</b>
        <ul>{missing.map((row) => <li key={row.key}><bdi dir="auto">{row.label}</bdi></li>)}</ul>
      </div>
    )}
  </Section>
));

const Row = memo(({ row }) => (
  <div part="field" className={row.question ? "row question" : "row"} data-state={row.state}>
    <dt part="label"><bdi dir="auto">{row.label}</bdi></dt>
    <dd>
      <div className="line">
        <span part="value" className="value"><Value row={row} /></span>
        {row.copyable && (
          <button type="button" part="button" className="copy" aria-label={`Copy: ${row.label}`} onClick={() => navigator.clipboard.writeText(row.text)}>
            <Icon name="copy" />
          </button>
        )}
        <span part="source" className={`chip ${row.tone}`}>
          {row.state === "verified" && <Icon name="check" />}
          {row.word && <span className="fact"><bdi>{row.word}</bdi></span>}
          <Origin facts={row.origin} />
        </span>
      </div>
      {row.others.map((other) => (
        <div key={other.key} className="line other">
          <span part="value" className="value"><bdi dir="auto">{other.text}</bdi></span>
          <span part="source" className="chip"><Origin facts={other.origin} /></span>
        </div>
      ))}
      {row.rule && <p className="rule">{row.rule}</p>}
    </dd>
  </div>
));

const Origin = ({ facts }) => facts.map((fact) => <span key={fact} className="fact"><bdi>{fact}</bdi></span>);

function Value({ row: { masked, state, text, href } }) {
  if (masked) return <span className="masked"><bdi dir="auto">{text}</bdi></span>;
  if (state === "declined" || state === "restricted") return <span className="quiet">{text}</span>;
  const content = <bdi dir="auto">{text}</bdi>;
  return href === null ? content : <a part="link" className="link" href={href}>{content}</a>;
}
