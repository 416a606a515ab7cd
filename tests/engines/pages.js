// The addresses of host pages and what stands on them. Knows HTML and the panel's public interface.

/** The policy a host is told to set, with nothing to spare. */
export const POLICY = [
  "default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "style-src 'self'", "base-uri 'none'",
  "form-action 'none'", "frame-src 'self'", "require-trusted-types-for 'script'", "trusted-types 'none'",
].join("; ");

/** The address of a page with this body; `headers` come on top of the strict policy. */
export function pagePath(description) {
  return `/page/${Buffer.from(JSON.stringify(description)).toString("base64url")}`;
}

/** The tag of a panel with these attributes. */
export function panelTag(attributes = {}, content = "") {
  const written = Object.entries({ endpoint: "/fixture", ...attributes }).map(([name, value]) => `${name}="${value}"`);
  return `<customer-context ${written.join(" ")}>${content}</customer-context>`;
}

/** The tag of a module script. */
export function scriptTag(source) {
  return `<script type="module" src="${source}" crossorigin="anonymous"></script>`;
}
