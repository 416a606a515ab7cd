// What a host gives, as plain text and lists: whatever is of another kind is left out. Knows no element's state.

/** Ids that a host can give its actions: they stand in events and in the keys of texts. */
const ACTION_ID = /^[A-Za-z][A-Za-z0-9-]{0,39}$/;
const ROW_KINDS = __ROW_KINDS__;
const ICONS = __ICONS__;
/** What `cc-action` says of the panel's own buttons. */
const RESERVED_ACTIONS = ["retry", "choose"];

/** Level of the title, read as config.rs reads it. */
export function headingLevel(given) {
  const level = Number.parseInt(given ?? "", 10);
  return Number.isNaN(level) ? 2 : Math.min(Math.max(level, 1), 6);
}

/** Whether a value is an object with members of its own. */
export function isRecord(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
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

/** The actions for rows that the panel can show; `onLeftOut(id, why)` hears of the others. */
export function plainRowActions(actions, onLeftOut) {
  return actions.flatMap((one) => {
    const { id, label, icon, for: on } = one ?? {};
    const wrong = flawOf({ id, label, on });
    if (wrong !== null) {
      onLeftOut(typeof id === "string" ? id : "", wrong);
      return [];
    }
    if (icon != null && !ICONS.includes(icon)) onLeftOut(id, `there is no icon "${icon}", only the button's text is shown`);
    return [{ id, label, for: on, icon: ICONS.includes(icon) ? icon : null }];
  });
}

function flawOf({ id, label, on }) {
  if (typeof id !== "string" || !ACTION_ID.test(id)) return "its id has to be letters, digits and hyphens";
  if (RESERVED_ACTIONS.includes(id)) return "its id is one of the panel's own actions";
  if (typeof label !== "string" || label.trim() === "") return "it has no label";
  return ROW_KINDS.includes(on) ? null : `\`for\` has to be one of ${ROW_KINDS.join(", ")}`;
}

/** An address of the page made absolute, with its `{lang}` kept; `null` when it is no http or https address. */
export function absoluteTemplate(address) {
  const place = "cc-lang-place";
  const given = address.replaceAll("{lang}", place);
  const url = URL.canParse(given, document.baseURI) ? new URL(given, document.baseURI) : null;
  return url !== null && /^https?:$/.test(url.protocol) ? url.href.replaceAll(place, "{lang}") : null;
}
