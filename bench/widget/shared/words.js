// The panel's words in English, and the formats of `Intl`. One copy for all twins: what is compared is how the panel is
// drawn, not how it is worded. Knows no customer.

const WORDS = {
  department: { support: "Support", sales: "Sales", billing: "Billing", marketing: "Marketing", store: "Store", web: "Web" },
  channel: { voice: "Voice", chat: "Chat", email: "E-mail", web: "Web", app: "App", store: "Store", sms: "SMS", mail: "Mail" },
  status: {
    open: "open", inProgress: "in progress", waitingCustomer: "waits for the customer", waitingInternal: "waits for us",
    completed: "completed", cancelled: "cancelled", failed: "failed",
  },
  type: { call: "Call", chat: "Chat", email: "E-mail", ticket: "Ticket", order: "Order", payment: "Payment", visit: "Visit" },
  method: { otp: "one-time code", sms: "text message", kba: "security questions", pin: "PIN", tel: "telephone" },
};

/** The word for a machine value; an unknown value is shown as it is. */
export const word = (group, value) => WORDS[group][value] ?? value;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [[365 * DAY, "year"], [30 * DAY, "month"], [DAY, "day"], [HOUR, "hour"]];

const locale = "en-GB";
const made = new Map();

/** Making an `Intl` object costs more than using it, so each is made once. */
function intl(kind, options) {
  const key = kind + JSON.stringify(options);
  let formatter = made.get(key);
  if (formatter === undefined) made.set(key, formatter = new Intl[kind](locale, options));
  return formatter;
}

function largestUnit(millis) {
  const [length, unit] = UNITS.find(([length]) => Math.abs(millis) >= length) ?? [MINUTE, "minute"];
  return [Math.trunc(millis / length), unit];
}

function inUnits(millis, unitDisplay) {
  const [amount, unit] = largestUnit(Math.max(0, millis));
  return intl("NumberFormat", { style: "unit", unit, unitDisplay: unit === "month" ? "short" : unitDisplay }).format(amount);
}

const dateTime = (at, options) => intl("DateTimeFormat", options).format(at);

/** `09:14`. */
export const time = (at) => dateTime(at, { timeStyle: "short" });

/** `19 November 2026 at 09:14:00`, for tooltips. */
export const exact = (at) => dateTime(at, { dateStyle: "long", timeStyle: "medium" });

/** `14:05` where the customer is. */
export const timeInZone = (at, timeZone) => dateTime(at, { timeStyle: "short", timeZone });

/** `8 May 1986`, of a date without a time. */
export const calendarDate = (text) => dateTime(Date.parse(`${text}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });

/** `3m`, `20d`, `3y`. */
export const shortAge = (at, now) => inUnits(now - at, "narrow");

/** `27 min`. */
export const duration = (millis) => inUnits(millis, "short");

/** `3 minutes ago`. */
export function ago(at, now) {
  const [amount, unit] = largestUnit(now - at);
  return intl("RelativeTimeFormat", { numeric: "auto" }).format(-amount, unit);
}

/** `1,240`. */
export const count = (number) => intl("NumberFormat", {}).format(number);

/** `£18.00`. */
export const money = ({ value, currency }) => intl("NumberFormat", { style: "currency", currency }).format(value);

/** `German` for `de`. */
export const language = (tag) => intl("DisplayNames", { type: "language" }).of(tag.split("-")[0]);

/** `today`, `yesterday`, `Thursday 19 November`, with the year where it is not this one. */
export function day(at, now) {
  const days = dayNumber(now) - dayNumber(at);
  if (days === 0 || days === 1) return intl("RelativeTimeFormat", { numeric: "auto" }).format(-days, "day");
  const options = { weekday: "long", day: "numeric", month: "long" };
  if (new Date(at).getFullYear() !== new Date(now).getFullYear()) options.year = "numeric";
  return dateTime(at, options);
}

/** What all moments of one day in the agent's time zone have in common. */
export const dayNumber = (at) => Math.floor((at - new Date(at).getTimezoneOffset() * MINUTE) / DAY);
