import { converted, decimal, rate, rounded, shown, six } from "./exact.js";
import { read, written } from "./text.js";

const PAUSE = 500;

/** The data from the page, or null if it is invalid: the server's HTML then stays as it is. */
const parsed = (script) => {
  try {
    const data = JSON.parse(script.textContent);
    return typeof data.rates === "string" ? data : null;
  } catch {
    return null;
  }
};

const own = (object, name) => (Object.hasOwn(Object(object), name) ? object[name] : undefined);

const text = (label) => (typeof label === "string" ? label : "–");

/**
 * `<fx-converter>`: makes the server's form show results in place, without a request.
 *
 * The server's `<output>` is a live region (role status). It contains two texts. The visible one
 * changes with every key press and is hidden from assistive technology. The announced one is
 * visually hidden and follows when nothing has changed for half a second, so that a screen reader
 * reads the final result once instead of a result for each key (WCAG 2.2, 4.1.3, technique ARIA22:
 * the region exists before its text changes). Debouncing a single visible text would look slow, and
 * not every screen reader respects `aria-busy`.
 *
 * If the data has no rate for a currency, the form is sent to the server, as without JavaScript.
 */
export class FxConverter extends HTMLElement {
  #abort;
  #data;
  #form;
  #parts = {};
  #rates;
  #timer;
  #watch = new MutationObserver(() => this.#start());

  connectedCallback() {
    // The parser connects an element before its children, and a script may add them even later.
    this.#watch.observe(this, { childList: true, subtree: true });
    this.#start();
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    this.#abort?.abort();
    this.#form = null;
    clearTimeout(this.#timer);
  }

  /** Swap the two currencies, if both lists contain both. */
  swap() {
    if (!this.#form) return;
    const { from, to } = this.#parts;
    const [base, term] = [from.value, to.value];
    [from.value, to.value] = [term, base];
    if (from.value && to.value) this.#update();
    else [from.value, to.value] = [base, term]; // a list without the chosen currency has no selection
  }

  #start() {
    const find = (selector) => this.querySelector(selector);
    const form = find("form");
    const there = (part) => part?.isConnected ?? true;
    if (!form || (form === this.#form && Object.values(this.#parts).every(there))) return;
    const data = parsed(find("script.fx-data"));
    const [amount, from, to, output, swap] = ["amount", "from", "to", "result"]
      .map((name) => find(`[name=${name}]`))
      .concat(find(".fx-swap"));
    if (!data || !amount || !from?.options || !to?.options || !output) return;
    // There is one rate for each currency, in the order of the list.
    const rates = data.rates.split(" ");
    if (rates.length !== from.options.length) return;
    this.#rates = new Map(rates.map((printed, place) => [from.options[place].value, printed]));
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.#form = form;
    this.#data = data;
    const again = find(".fx-seen");
    this.#parts = { amount, from, to, swap, bdi: find(".fx-rate bdi"), ...this.#region(output) };
    this.#listen(this.#abort.signal);
    if (swap) swap.hidden = false;
    this.#restore(this.#known() && again);
  }

  #listen(signal) {
    const on = (target, name, heard) => target?.addEventListener(name, heard, { signal });
    on(this.#form, "input", () => this.#update());
    on(this.#form, "submit", (event) => this.#update() && event.preventDefault());
    on(this.#form, "reset", () => setTimeout(() => this.#form && this.#update()));
    on(this.#parts.swap, "click", () => this.swap());
    on(window, "pageshow", () => this.#restore());
  }

  /** Split the output into a visible and an announced text. */
  #region(output) {
    const span = (name) => output.querySelector(`.${name}`) ?? document.createElement("span");
    const [seen, said] = [span("fx-seen"), span("fx-said")];
    if (!said.isConnected) {
      said.append(...output.childNodes);
      seen.textContent = said.textContent;
      [seen.className, said.className] = ["fx-seen", "fx-said"];
      seen.setAttribute("aria-hidden", "true");
      output.append(seen, said);
    }
    return { seen, said };
  }

  /**
   * Update the result if the browser has restored earlier input, or if the page was copied after
   * an update; otherwise keep what the server wrote.
   */
  #restore(again) {
    const { amount, from, to } = this.#parts;
    const kept = (list) => !list.value || [...list.selectedOptions].every((o) => o.defaultSelected);
    if (again || amount.value !== amount.defaultValue || !kept(from) || !kept(to)) this.#update(true);
  }

  #ratio(list) {
    return rate(this.#rates.get(list.value));
  }

  /** Show the button that works: swap if both rates are in the data, otherwise send. */
  #known() {
    const known = !!(this.#ratio(this.#parts.from) && this.#ratio(this.#parts.to));
    this.classList.toggle("fx-on", known);
    return known;
  }

  /** Show the result, and return whether the data has the rates of both currencies. */
  #update(quiet) {
    const { amount, from, to } = this.#parts;
    const known = this.#known();
    const factors = known && [this.#ratio(to), this.#ratio(from)];
    this.#price(known ? this.#write(six(converted([1n, 1n], ...factors))) : "…");
    const plain = read(amount.value, this.#marks);
    if (plain === null) amount.setAttribute("aria-invalid", "true");
    else amount.removeAttribute("aria-invalid");
    if (plain === null) this.#tell(text(own(this.#data.labels, "invalid")));
    else if (known) this.#answer(plain, converted(decimal(plain), ...factors), quiet);
    else this.#tell(`${this.#write(plain, from.value)} = … ${to.value}`);
    return known;
  }

  #answer(plain, exact, quiet) {
    const [base, term] = [this.#parts.from.value, this.#parts.to.value];
    const places = this.#places(term);
    const found = places === null ? shown(exact) : rounded(exact, places);
    this.#tell(`${this.#write(plain, base)} = ${this.#write(found, term)}`);
    if (quiet) return;
    const detail = { amount: plain, from: base, to: term, result: found.replace("…", "") };
    this.dispatchEvent(new CustomEvent("fx-change", { bubbles: true, composed: true, detail }));
  }

  get #marks() {
    const marks = this.dataset.grouping;
    return /^[^\p{L}\p{N}\p{C}]{2}$/u.test(marks) ? marks : ",.";
  }

  /** The minor units of a currency: null for none, 2 if the data has no valid number. */
  #places(code) {
    const named = own(this.#data.digits, code);
    return named === null || (Number.isInteger(named) && named >= 0 && named <= 30) ? named : 2;
  }

  #write(plain, code) {
    const lang = this.closest("[lang]")?.lang || "en";
    const number = written(plain, lang, this.#marks, (code && this.#places(code)) ?? 0);
    return code ? `${number} ${code}` : number;
  }

  /** Write the price of one unit, with the base code before it and the term code after it. */
  #price(price) {
    const { bdi, from, to } = this.#parts;
    if (!bdi) return;
    const put = (node, code) => {
      if (node) node.textContent = node.textContent.replace(/[A-Z]{3,}/, () => code);
    };
    put(bdi.previousSibling, from.value);
    put(bdi.nextSibling, to.value);
    bdi.textContent = price;
  }

  #tell(result) {
    const { seen, said } = this.#parts;
    seen.textContent = result;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (said.textContent !== result) said.textContent = result;
    }, PAUSE);
  }
}
