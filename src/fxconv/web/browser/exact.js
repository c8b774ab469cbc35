/**
 * Exact arithmetic on decimal texts. A ratio is [above, below], two BigInts, `below` positive.
 * Amounts and rates are never Numbers.
 */

const PRINTED = /^\d{1,99}(\.\d{1,99})?$/;

/** The ratio of a decimal text: "-1.5" is [-15n, 10n]. */
export const decimal = (text) => {
  const [whole, fraction = ""] = text.split(".");
  return [BigInt(whole + fraction), 10n ** BigInt(fraction.length)];
};

/** The ratio of a rate in the data, "1.2535" or "7/3"; null if it is not a rate. */
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

/** A ratio as text, rounded once, half away from zero; trailing zeros stay. */
export const rounded = ([a, b], places) => {
  const twice = 2n * a * 10n ** BigInt(places);
  return placed((twice + (a < 0n ? -b : b)) / (2n * b), places);
};

/** The power of ten of the first digit; 0 for a ratio of zero, which has none. */
const power = ([a, b]) => {
  const size = a < 0n ? -a : a;
  if (!size) return 0;
  const whole = String(size / b).length - 1;
  if (size >= b) return whole;
  const guess = String(size).length - String(b).length;
  return size * 10n ** BigInt(-guess) >= b ? guess : guess - 1;
};

const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);

/** A ratio to six significant digits, rounded half up; a larger one keeps all whole digits. */
export const six = (ratio) => rounded(ratio, Math.max(0, 5 - power(ratio)));

/**
 * A ratio in a currency without minor units, like `shown` in Python: in full if it ends within ten
 * digits, otherwise its first six digits (not rounded, at least two decimal places) and "…".
 */
export const shown = (ratio) => {
  const [a, b] = ratio;
  const cut = (places) => placed((a * 10n ** BigInt(places)) / b, places);
  const most = Math.max(0, 9 - power(ratio));
  if (!((a * 10n ** BigInt(most)) % b)) return trimmed(cut(most));
  return cut(Math.max(2, 5 - power(ratio))) + "…";
};
