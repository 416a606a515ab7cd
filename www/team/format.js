// Numbers, shares and days as this page writes them.

const numbers = new Intl.NumberFormat("en");
const shares = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const shortDays = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const longDays = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });

export const number = (count) => numbers.format(count);

/** The share of repeat asks that was avoided; a dash where there was none to avoid. */
export function share({ avoided, happened }) {
  const all = avoided + happened;
  return all === 0 ? "–" : shares.format(avoided / all);
}

export const shortDay = (day) => shortDays.format(new Date(`${day}T00:00:00Z`));
export const longDay = (day) => longDays.format(new Date(`${day}T00:00:00Z`));

/** A machine name for people. */
export const departmentName = (name) => name.charAt(0).toUpperCase() + name.slice(1);

/** Counts added up. */
export function sum(counts) {
  const total = { suggested: 0, avoided: 0, happened: 0, confirmed: 0, handoff: 0 };
  for (const one of counts) for (const kind of Object.keys(total)) total[kind] += one[kind];
  return total;
}
