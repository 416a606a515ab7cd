// The panel in Lit: templates with `repeat`, and elements in the shell's shadow root for what has state of its own.

import { html, nothing, render } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";

import { publish } from "../../shared/shell.js";
import { Store } from "../../shared/store.js";
import { icon, Section } from "./section.js";
import "./timeline.js";

publish((target, source) => {
  const store = new Store(source);
  const stop = store.subscribe((state) => render(panel(state, store), target));
  return {
    show: (context) => store.show(context),
    insert: (interaction) => store.insert(interaction),
    unmount: () => {
      stop();
      render(nothing, target);
    },
  };
});

const panel = ({ customer, ...state }, store) => html`
  <div class="panel" role="group" aria-label="Customer context">
    ${guard([customer], () => [header(customer), passport(customer.passport)])}
    <twin-ledger .customer=${customer}></twin-ledger>
    ${repeat([state.customerId], (id) => id, () => html`<twin-timeline .state=${{ customer, ...state }} .store=${store}></twin-timeline>`)}
  </div>`;

const bdi = (text) => html`<bdi dir="auto">${text}</bdi>`;

const header = ({ initials, name, about }) => html`
  <header part="header" class="header">
    <slot name="header">
      <div part="avatar" class="avatar" aria-hidden="true">${initials}</div>
      <h2 part="title" class="name">${bdi(name)}</h2>
      <p class="about">${about.map((fact) => html`<span class="fact">${bdi(fact)}</span>`)}</p>
    </slot>
  </header>`;

const passport = ({ tone, icon: picture, title, details, left }) => html`
  <div part="passport" class="passport ${tone}">
    ${icon(picture)}
    <p><b>${title}</b>${details && ` ${details}`}</p>
    ${left ? html`<span class="left"><bdi>${left}</bdi></span>` : nothing}
  </div>`;

class Ledger extends Section {
  static properties = { customer: { attribute: false } };

  render() {
    const { rows, missing, facts } = this.customer;
    return this.frame("ledger", "Already answered", facts, html`
      <dl class="rows">${repeat(rows, (row) => row.key, drawRow)}</dl>
      ${missing.length === 0 ? nothing : html`
        <div class="still-to-ask">
          <b>Still to ask</b>
          <ul>${repeat(missing, (row) => row.key, (row) => html`<li>${bdi(row.label)}</li>`)}</ul>
        </div>`}`);
  }
}
customElements.define("twin-ledger", Ledger);

const drawRow = (row) => html`
  <div part="field" class=${row.question ? "row question" : "row"} data-state=${row.state}>
    <dt part="label">${bdi(row.label)}</dt>
    <dd>
      <div class="line">
        <span part="value" class="value">${value(row)}</span>
        ${row.copyable ? html`
          <button type="button" part="button" class="copy" aria-label="Copy: ${row.label}" @click=${() => navigator.clipboard.writeText(row.text)}>${icon("copy")}</button>` : nothing}
        <span part="source" class="chip ${row.tone}">
          ${row.state === "verified" ? icon("check") : nothing}
          ${row.word ? html`<span class="fact"><bdi>${row.word}</bdi></span>` : nothing}
          ${origin(row.origin)}
        </span>
      </div>
      ${row.others.map((other) => html`
        <div class="line other">
          <span part="value" class="value">${bdi(other.text)}</span>
          <span part="source" class="chip">${origin(other.origin)}</span>
        </div>`)}
      ${row.rule ? html`<p class="rule">${row.rule}</p>` : nothing}
    </dd>
  </div>`;

const origin = (facts) => facts.map((fact) => html`<span class="fact"><bdi>${fact}</bdi></span>`);

function value({ masked, state, text, href }) {
  if (masked) return html`<span class="masked">${bdi(text)}</span>`;
  if (state === "declined" || state === "restricted") return html`<span class="quiet">${text}</span>`;
  return href === null ? bdi(text) : html`<a part="link" class="link" href=${href}>${bdi(text)}</a>`;
}
