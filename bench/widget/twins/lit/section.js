// What the parts of the Lit panel share: pictures, and the frame of a section.

import { html, LitElement, svg } from "lit";

import { OUTLINES } from "../../shared/customer.js";

export const icon = (name) =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">${svg`<path d=${OUTLINES[name]}></path>`}</svg>`;

/** An element with a section around what `content` gives; subclasses say what that is. */
export class Section extends LitElement {
  static properties = { open: { state: true } };

  constructor() {
    super();
    this.open = true;
  }

  createRenderRoot() {
    return this;
  }

  frame(name, title, facts, content) {
    return html`
      <div part="section section-${name}" class="section section-${name}">
        <div part="section-header" class="section-header">
          <h3 class="section-title">
            <button type="button" class="toggle" aria-expanded=${this.open} @click=${() => { this.open = !this.open; }}>${title}${icon("chevron")}</button>
          </h3>
          <span class="facts"><bdi>${facts}</bdi></span>
        </div>
        <div class="section-content" ?hidden=${!this.open}>${content}</div>
      </div>`;
  }
}
