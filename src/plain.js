// What a host gives, as plain text and lists: whatever is of another kind is left out. Knows no element's state.

/** Level of the title, read as config.rs reads it. */
export function headingLevel(given) {
  const level = Number.parseInt(given ?? "", 10);
  return Number.isNaN(level) ? 2 : Math.min(Math.max(level, 1), 6);
}

/** The texts among the labels. */
export function plainLabels(labels) {
  return Object.fromEntries(Object.entries(labels).filter(([, text]) => typeof text === "string"));
}

/** The identifiers that can be looked up, as many as the contract allows. */
export function plainIdentifiers(identifiers) {
  return identifiers
    .filter((one) => typeof one?.type === "string" && typeof one.value === "string")
    .filter((one) => one.type.trim() !== "" && one.value.trim() !== "")
    .slice(0, 20)
    .map(({ type, value }) => ({ type, value }));
}

/** The attribute of the element or of the nearest ancestor that has it, through shadow roots. */
export function inForce(element, attribute) {
  for (let node = element; node instanceof Element; node = node.getRootNode().host) {
    const holder = node.closest(`[${attribute}]`);
    if (holder !== null) return holder.getAttribute(attribute);
  }
  return null;
}
