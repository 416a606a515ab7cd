// The panel without a library. Knows the order of the parts; the long list is timeline.js.

import { describe } from "../../shared/customer.js";
import { publish } from "../../shared/shell.js";
import { bdi, element, icon } from "./dom.js";
import { TimelineView } from "./timeline.js";

publish((target, source) => {
  const header = element("slot", { name: "header" });
  const passport = element("div");
  const [ledger, ledgerFacts, rows] = section("ledger", "Already answered");
  const [timeline, timelineFacts, content] = section("timeline", "Timeline");
  const view = new TimelineView(timelineFacts, source);
  content.append(view.element);
  const panel = element("div", { className: "panel", role: "group", ariaLabel: "Customer context" },
    element("header", { part: "header", className: "header" }, header), passport, ledger, timeline);
  return {
    show(context) {
      const customer = describe(context);
      header.replaceChildren(...head(customer));
      drawPassport(passport, customer.passport);
      ledgerFacts.textContent = customer.facts;
      rows.replaceChildren(element("dl", { className: "rows" }, ...customer.rows.map(drawRow)), stillToAsk(customer.missing));
      // The window measures its rows: it has to be in the page.
      if (panel.parentNode === null) target.append(panel);
      view.show(context, customer.now);
    },
    insert: (interaction) => view.insert(interaction),
    unmount: () => view.unmount(),
  };
});

function section(name, title) {
  const toggle = element("button", { type: "button", className: "toggle", ariaExpanded: "true" }, title, icon("chevron"));
  const facts = element("bdi");
  const content = element("div", { className: "section-content" });
  toggle.addEventListener("click", () => {
    content.hidden = !content.hidden;
    toggle.ariaExpanded = String(!content.hidden);
  });
  const heading = element("h3", { className: "section-title" }, toggle);
  const line = element("div", { part: "section-header", className: "section-header" }, heading, element("span", { className: "facts" }, facts));
  return [element("div", { part: `section section-${name}`, className: `section section-${name}` }, line, content), facts, content];
}

function head({ name, initials, about }) {
  return [
    element("div", { part: "avatar", className: "avatar", ariaHidden: "true", textContent: initials }),
    element("h2", { part: "title", className: "name" }, bdi(name)),
    element("p", { className: "about" }, ...about.map((fact) => element("span", { className: "fact" }, bdi(fact)))),
  ];
}

function drawPassport(passport, { tone, icon: picture, title, details, left }) {
  passport.setAttribute("part", "passport");
  passport.className = `passport ${tone}`;
  const text = element("p", {}, element("b", { textContent: title }), details && ` ${details}`);
  passport.replaceChildren(icon(picture), text, ...(left ? [element("span", { className: "left" }, element("bdi", { textContent: left }))] : []));
}

function drawRow(row) {
  const chip = element("span", { part: "source", className: `chip ${row.tone}` },
    row.state === "verified" ? icon("check") : null,
    ...[row.word, ...row.origin].filter((fact) => fact !== null).map((fact) => element("span", { className: "fact" }, element("bdi", { textContent: fact }))));
  const line = element("div", { className: "line" }, element("span", { part: "value", className: "value" }, value(row)), copyButton(row), chip);
  const others = row.others.map((other) => element("div", { className: "line other" },
    element("span", { part: "value", className: "value" }, bdi(other.text)),
    element("span", { part: "source", className: "chip" }, ...other.origin.map((fact) => element("span", { className: "fact" }, element("bdi", { textContent: fact }))))));
  const rule = row.rule === null ? null : element("p", { className: "rule", textContent: row.rule });
  return element("div", { part: "field", className: row.question ? "row question" : "row", "data-state": row.state },
    element("dt", { part: "label" }, bdi(row.label)), element("dd", {}, line, ...others, rule));
}

function value({ masked, state, text, href }) {
  if (masked) return element("span", { className: "masked" }, bdi(text));
  if (state === "declined" || state === "restricted") return element("span", { className: "quiet", textContent: text });
  return href === null ? bdi(text) : element("a", { part: "link", className: "link", href }, bdi(text));
}

function copyButton({ copyable, label, text }) {
  if (!copyable) return null;
  const button = element("button", { type: "button", part: "button", className: "copy", ariaLabel: `Copy: ${label}` }, icon("copy"));
  button.addEventListener("click", () => navigator.clipboard.writeText(text));
  return button;
}

function stillToAsk(missing) {
  const list = element("ul", {}, ...missing.map((row) => element("li", {}, bdi(row.label))));
  return element("div", { className: "still-to-ask", hidden: missing.length === 0 }, element("b", { textContent: "Still to ask" }), list);
}
