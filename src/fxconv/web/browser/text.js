/** Amounts as people write them. `marks` are the grouping mark and the decimal mark. */

/** The value of a digit of any script: in each script, the ten digits are in a row. */
const value = (digit) => {
  const code = digit.codePointAt();
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
};
const tidy = (text) =>
  text
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/[\xa0\u2007\u2009\u202f]/g, " ")
    .replaceAll("’", "'")
    .replaceAll("−", "-")
    .replace(/(?!\d)\p{Nd}/gu, value);
const literal = (mark) => mark.replace(/\W/, "\\$&");

const pattern = (group, point) => {
  const mark = literal(group);
  const pairs = group === "," ? "|[1-9]\\d?(?:,\\d\\d)+,\\d{3}" : "";
  const whole = `0|[1-9]\\d*|[1-9]\\d{0,2}(?:${mark}\\d{3})+${pairs}`;
  return RegExp(`^(-?)(${whole})(?:${literal(point)}(\\d{1,30}))?$`);
};

/**
 * The plain decimal text of a typed amount, or null.
 *
 * It is read with the marks of the language; spaces and apostrophes only group. If that fails, it
 * may be plain digits with a point: so in German "1.000" is a thousand and "1.5" one and a half.
 * At most 40 digits before the point and 30 after it are allowed.
 */
export const read = (typed, marks) => {
  if (typed.length > 120) return null;
  const text = tidy(typed).trim();
  const [mark, point] = tidy(marks);
  for (const group of [mark, " ", "'"]) {
    const parts = group !== point && pattern(group, point).exec(text);
    if (parts) {
      const whole = parts[2].replaceAll(group, "");
      return whole.length > 40 ? null : parts[1] + whole + (parts[3] ? "." + parts[3] : "");
    }
  }
  return /^-?\d{1,40}(\.\d{1,30})?$/.test(text) ? text : null;
};

const format = (lang) => {
  try {
    return new Intl.NumberFormat([lang, "en"]);
  } catch {
    return new Intl.NumberFormat("en");
  }
};

/**
 * A plain decimal text with at least `least` decimal places, with the digits, minus sign and
 * grouping of `lang`. Intl only formats whole BigInts, so no digit is lost.
 */
export const written = (plain, lang, marks, least = 0) => {
  const [, minus, whole, fraction = "", rest] = /^(-?)(\d+)\.?(\d*)(…?)$/.exec(plain);
  const intl = format(lang);
  const sign = minus && /[1-9]/.test(plain) ? intl.format(-1n).replace(intl.format(1n), "") : "";
  const parts = intl.formatToParts(BigInt(whole));
  const grouped = parts.map(({ type, value }) => (type === "group" ? marks[0] : value)).join("");
  const decimals = fraction.padEnd(least, "0").replace(/\d/g, (d) => intl.format(BigInt(d)));
  return sign + grouped + (decimals && marks[1] + decimals) + rest;
};
