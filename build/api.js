// Turns src/api.json into everything that editors, frameworks and type checkers want to know of the element: the
// custom elements manifest, data for VS Code and JetBrains, TypeScript types. Pure: data in, texts by file name out.
// It knows formats; what the element has is in the data, and that the data are true is tested elsewhere.

/** Every file made of the data, by its name. `defaults` maps a custom property to its fallback. */
export function generate(api, version, defaults = {}) {
  return {
    "custom-elements.json": json(manifest(api, defaults)),
    "vscode.html-custom-data.json": json(vscodeHtml(api)),
    "vscode.css-custom-data.json": json(vscodeCss(api, defaults)),
    "web-types.json": json(webTypes(api, version, defaults)),
    "index.d.ts": types(api),
    "define.d.ts": 'import "./index.js";\n',
    "jsx-react.d.ts": jsxReact(api),
    "jsx-preact.d.ts": jsxPreact(api),
    "jsx-solid.d.ts": jsxSolid(api),
    "vue.d.ts": vue(api),
    "svelte.d.ts": svelte(api),
  };
}

/** The fallback of each `--cc-*` property, read from the style sheet in which each is used exactly once. */
export function defaultsOf(css) {
  const found = {};
  for (const [start] of css.matchAll(/var\((--cc-[a-z-]+), /g)) {
    const name = start.slice("var(".length, -", ".length);
    const from = css.indexOf(start) + start.length;
    found[name] ??= css.slice(from, closing(css, from)).trim();
  }
  return found;
}

/** Where the parenthesis that is open at `from` closes. */
function closing(css, from) {
  let depth = 1;
  let at = from;
  while (depth > 0) {
    if (css[at] === "(") depth += 1;
    if (css[at] === ")") depth -= 1;
    at += 1;
  }
  return at - 1;
}

/** The manifest, schema 2.1.0 of webcomponents/custom-elements-manifest. */
function manifest(api, defaults) {
  const attributes = api.attributes.map((it) => ({
    name: it.name,
    type: { text: attributeType(it) },
    description: sentence(it.text),
    fieldName: camel(it.name),
  }));
  const reflected = api.attributes.map((it) => ({
    kind: "field",
    name: camel(it.name),
    type: { text: `${attributeType(it)} | null` },
    description: sentence(it.text),
    attribute: it.name,
    reflects: true,
  }));
  const fields = api.properties.map((it) => ({
    kind: "field",
    name: it.name,
    type: { text: it.type },
    description: sentence(it.text),
    ...(it.readonly && { readonly: true }),
  }));
  const statics = api.statics.map((it) => member(it, { static: true }));
  const declaration = {
    kind: "class",
    customElement: true,
    name: api.class,
    tagName: api.tag,
    summary: api.summary,
    description: api.summary,
    superclass: { name: "HTMLElement" },
    attributes,
    members: [...reflected, ...fields, ...api.methods.map((it) => member(it, {})), ...statics],
    events: api.events.map((it) => ({
      name: it.name,
      type: { text: `CustomEvent<${detailType(it)}>` },
      description: sentence(it.text),
      bubbles: true,
      composed: true,
      cancelable: it.cancelable === true,
    })),
    slots: api.slots.map((it) => ({ name: it.name, description: sentence(it.text) })),
    cssParts: api.parts.map((it) => ({ name: it.name, description: sentence(it.text) })),
    cssProperties: api.customProperties.map((it) => ({
      name: it.name,
      syntax: it.syntax,
      description: sentence(it.text),
      ...(defaults[it.name] && { default: defaults[it.name] }),
    })),
    cssStates: api.states.map((it) => ({ name: it.name, description: sentence(it.text) })),
  };
  const module = {
    kind: "javascript-module",
    path: "index.js",
    declarations: [declaration],
    exports: [{ kind: "js", name: api.class, declaration: { name: api.class, module: "index.js" } }],
  };
  const define = {
    kind: "javascript-module",
    path: "define.js",
    exports: [{ kind: "custom-element-definition", name: api.tag, declaration: { name: api.class, module: "index.js" } }],
  };
  return { schemaVersion: "2.1.0", readme: "README.md", modules: [module, define] };
}

function member(it, more) {
  const base = { name: it.name, description: sentence(it.text), ...more };
  if (it.parameters === undefined) return { kind: "field", ...base, type: { text: it.type }, readonly: true };
  const parameters = it.parameters.map(({ name, type, optional }) => ({
    name,
    type: { text: type },
    ...(optional && { optional: true }),
  }));
  return { kind: "method", ...base, parameters, return: { type: { text: it.returns } } };
}

/** Format 1.1 of the VS Code custom data for HTML. */
function vscodeHtml(api) {
  const attributes = api.attributes.map((it) => ({
    name: it.name,
    description: sentence(it.text),
    ...(it.values && { values: it.values.map((name) => ({ name })) }),
  }));
  return { version: 1.1, tags: [{ name: api.tag, description: api.summary, attributes }] };
}

/** Format 1.1 of the VS Code custom data for CSS. */
function vscodeCss(api, defaults) {
  const properties = api.customProperties.map((it) => ({
    name: it.name,
    description: sentence(defaults[it.name] ? `${it.text} (default ${defaults[it.name]})` : it.text),
    ...(it.syntax !== "*" && { syntax: it.syntax }),
  }));
  return { version: 1.1, properties };
}

/** The web-types of JetBrains' editors. */
function webTypes(api, version, defaults) {
  const element = {
    name: api.tag,
    description: api.summary,
    attributes: api.attributes.map((it) => ({
      name: it.name,
      description: sentence(it.text),
      value: { type: attributeType(it), required: false },
    })),
    slots: api.slots.map((it) => ({ name: it.name, description: sentence(it.text) })),
    js: {
      properties: [
        ...api.attributes.map((it) => ({ name: camel(it.name), type: `${attributeType(it)} | null` })),
        ...api.properties.map((it) => ({ name: it.name, type: it.type, description: sentence(it.text) })),
      ],
      events: api.events.map((it) => ({ name: it.name, description: sentence(it.text) })),
    },
    css: {
      properties: api.customProperties.map((it) => ({
        name: it.name,
        description: sentence(it.text),
        ...(defaults[it.name] && { default: defaults[it.name] }),
      })),
      parts: api.parts.map((it) => ({ name: it.name, description: sentence(it.text) })),
    },
  };
  return {
    $schema: "https://json.schemastore.org/web-types",
    name: api.tag,
    version,
    "js-types-syntax": "typescript",
    "description-markup": "markdown",
    contributions: { html: { elements: [element] } },
  };
}

/** The class, its events by name, and the tag in `HTMLElementTagNameMap`. */
function types(api) {
  const named = Object.entries(api.types).map(([name, type]) => `export type ${name} = ${type};`);
  const events = api.events.map((it) => `  ${quote(it.name)}: CustomEvent<${detailType(it)}>;`);
  const members = [
    ...api.attributes.map((it) => [it.text, `${camel(it.name)}: ${attributeType(it)} | null;`]),
    ...api.properties.map((it) => [it.text, `${it.readonly ? "readonly " : ""}${it.name}: ${it.type};`]),
    ...api.methods.map((it) => [it.text, `${it.name}(${parameters(it)}): ${it.returns};`]),
    ...api.statics.map((it) => [
      it.text,
      it.parameters ? `static ${it.name}(${parameters(it)}): ${it.returns};` : `static readonly ${it.name}: ${it.type};`,
    ]),
  ];
  const map = `${api.class}EventMap`;
  const listener = (verb) =>
    `  ${verb}EventListener<K extends keyof ${map}>(type: K, listener: (this: ${api.class}, event: ${map}[K]) => unknown, options?: boolean | ${verb === "add" ? "AddEventListenerOptions" : "EventListenerOptions"}): void;`;
  const untyped = (verb) =>
    `  ${verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, options?: boolean | ${verb === "add" ? "AddEventListenerOptions" : "EventListenerOptions"}): void;`;
  return [
    "// Types of the element. Made of the same data as the manifest.",
    "",
    ...named,
    "",
    `/** The element's own events by name. */`,
    `export interface ${map} extends HTMLElementEventMap {`,
    ...events,
    "}",
    "",
    `/** ${api.summary} */`,
    `export class ${api.class} extends HTMLElement {`,
    ...members.flatMap(([text, line]) => [`  /** ${sentence(text)} */`, `  ${line}`]),
    ...["add", "remove"].flatMap((verb) => [listener(verb), untyped(verb)]),
    "}",
    "",
    "declare global {",
    "  interface HTMLElementTagNameMap {",
    `    ${quote(api.tag)}: ${api.class};`,
    "  }",
    "}",
    "",
  ].join("\n");
}

/** The attributes, properties and, by `eventName`, the events as optional members of an object type. */
function props(api, eventName, indent) {
  const attributes = api.attributes.flatMap((it) => {
    const names = camel(it.name) === it.name ? [it.name] : [it.name, camel(it.name)];
    return names.map((name) => `${quote(name)}?: ${attributeType(it)} | null;`);
  });
  const properties = api.properties.filter((it) => !it.readonly).map((it) => `${quote(it.name)}?: ${it.type};`);
  const events = api.events.map((it) => `${quote(eventName(it.name))}?: (event: CustomEvent<${detailType(it)}>) => void;`);
  return [...attributes, ...properties, ...events].map((line) => `${indent}${line}`);
}

function importTypes(api) {
  return `import type { ${[api.class, ...Object.keys(api.types)].join(", ")} } from "./index.js";`;
}

/** React 19 hands properties to the element and listens to `on` + the event's name. */
function jsxReact(api) {
  return [
    "// JSX types for React 19: add this file to `types` or import it once.",
    'import type { DetailedHTMLProps, HTMLAttributes } from "react";',
    importTypes(api),
    "",
    `interface ${api.class}Props {`,
    ...props(api, (name) => `on${name}`, "  "),
    "}",
    "",
    'declare module "react" {',
    "  namespace JSX {",
    "    interface IntrinsicElements {",
    `      ${quote(api.tag)}: DetailedHTMLProps<HTMLAttributes<${api.class}>, ${api.class}> & ${api.class}Props;`,
    "    }",
    "  }",
    "}",
    "",
  ].join("\n");
}

function jsxPreact(api) {
  return [
    "// JSX types for Preact: import this file once.",
    'import type { HTMLAttributes } from "preact";',
    importTypes(api),
    "",
    `interface ${api.class}Props {`,
    ...props(api, (name) => `on${name}`, "  "),
    "}",
    "",
    'declare module "preact" {',
    "  namespace JSX {",
    "    interface IntrinsicElements {",
    `      ${quote(api.tag)}: HTMLAttributes<${api.class}> & ${api.class}Props;`,
    "    }",
    "  }",
    "}",
    "",
  ].join("\n");
}

/** Solid sets properties by `prop:` and listens by `on:`. */
function jsxSolid(api) {
  const writable = api.properties.filter((it) => !it.readonly);
  return [
    "// JSX types for Solid: import this file once.",
    'import type { JSX } from "solid-js";',
    importTypes(api),
    "",
    'declare module "solid-js" {',
    "  namespace JSX {",
    "    interface IntrinsicElements {",
    `      ${quote(api.tag)}: HTMLAttributes<${api.class}> & {`,
    ...api.attributes.map((it) => `        ${quote(it.name)}?: ${attributeType(it)} | undefined;`),
    ...writable.map((it) => `        ${quote(`prop:${it.name}`)}?: ${it.type};`),
    ...api.events.map((it) => `        ${quote(`on:${it.name}`)}?: (event: CustomEvent<${detailType(it)}>) => void;`),
    "      };",
    "    }",
    "  }",
    "}",
    "",
  ].join("\n");
}

function vue(api) {
  return [
    "// Types for templates of Vue 3: import this file once.",
    'import type { DefineComponent, HTMLAttributes } from "vue";',
    importTypes(api),
    "",
    `interface ${api.class}Props {`,
    ...props(api, (name) => `on${pascal(name)}`, "  "),
    "}",
    "",
    'declare module "vue" {',
    "  interface GlobalComponents {",
    `    ${quote(api.tag)}: DefineComponent<${api.class}Props & HTMLAttributes>;`,
    "  }",
    "}",
    "",
  ].join("\n");
}

function svelte(api) {
  return [
    "// Types for Svelte 5: import this file once.",
    'import type { HTMLAttributes } from "svelte/elements";',
    importTypes(api),
    "",
    'declare module "svelte/elements" {',
    "  interface SvelteHTMLElements {",
    `    ${quote(api.tag)}: HTMLAttributes<${api.class}> & {`,
    ...props(api, (name) => `on${name}`, "      "),
    "    };",
    "  }",
    "}",
    "",
  ].join("\n");
}

function parameters(it) {
  return it.parameters.map(({ name, type, optional }) => `${name}${optional ? "?" : ""}: ${type}`).join(", ");
}

function attributeType(it) {
  return it.type ?? it.values.map(quote).join(" | ");
}

function detailType(event) {
  return `{ ${event.detail.map(({ name, type }) => `${name}: ${type}`).join("; ")} }`;
}

function camel(name) {
  return name.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

function pascal(name) {
  return camel(`-${name}`);
}

function quote(text) {
  return JSON.stringify(text);
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}
