/**
 * Exact arithmetic on decimal texts. A ratio is [above, below]: BigInts, `below` positive.
 * No amount and no rate is ever a Number.
 */

const PRINTED = /^\d{1,99}(\.\d{1,99})?$/;

/** The ratio that a decimal text stands for: "-1.5" is [-15n, 10n]. */
export const decimal = (text) => {
  const [whole, fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
};

/** The ratio of a rate as it is sent, "1.2535" or "7/3"; null for anything that is no rate. */
export const rate = (text) => {
  const parts = typeof text === "string" ? text.split("/") : [];
  if (parts.length < 1 || parts.length > 2 || !parts.every((p) => PRINTED.test(p))) return null;
  const [[a, b], [c, d]] = [decimal(parts[0]), decimal(parts[1] ?? "1")];
  return a && c ? [a * d, b * c] : null;
};

/** amount × to ÷ from, as one ratio. */
export const converted = ([a, b], [t, u], [f, g]) => [a * t * g, b * u * f];

const placed = (scaled, places) => {
  const sign = scaled < 0n ? "-" : "";
  const digits = String(sign ? -scaled : scaled).padStart(places + 1, "0");
  const cut = digits.length - places;
  return sign + digits.slice(0, cut) + (places ? "." + digits.slice(cut) : "");
};

/** A ratio as text, rounded once, half away from zero; no digit is dropped, zeros too stay. */
export const rounded = ([a, b], places) => {
  const twice = 2n * a * 10n ** BigInt(places);
  return placed((twice + (a < 0n ? -b : b)) / (2n * b), places);
};

/** The power of ten of the first digit; what is 0 has none and counts as 1. */
const power = ([a, b]) => {
  const size = a < 0n ? -a : a;
  if (!size) return 0;
  const whole = String(size / b).length - 1;
  if (size >= b) return whole;
  const guess = String(size).length - String(b).length;
  return size * 10n ** BigInt(-guess) >= b ? guess : guess - 1;
};

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A ratio to six significant digits, rounded half up; of a larger one all whole digits. */
export const six = (ratio) => rounded(ratio, Math.max(0, 5 - power(ratio)));

/**
 * A ratio in a currency without minor units, like `shown` in Python: whole if it ends within ten
 * digits, else its first six digits (not rounded, two decimal places at least) and "…".
 */
export const shown = (ratio) => {
  const [a, b] = ratio;
  const cut = (places) => placed((a * 10n ** BigInt(places)) / b, places);
  const most = Math.max(0, 9 - power(ratio));
  if (!((a * 10n ** BigInt(most)) % b)) return trimmed(cut(most));
  return cut(Math.max(2, 5 - power(ratio))) + "…";
};
