const NAME = "currencies";

/**
 * `<fx-rates>`: immediately shows the rows of the ticked currencies, or all rows if none is ticked,
 * and keeps the choice in the URL, so that it can be shared. It stores nothing. Without this script,
 * the check boxes are a form that is sent to the server; with it, static pages can be filtered, too.
 */
export class FxRates extends HTMLElement {
  #abort;

  connectedCallback() {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.addEventListener("change", () => this.#choose(), { signal });
    // The browser restores check boxes, and finishes the page, after this element exists.
    addEventListener("pageshow", () => this.#follow(), { signal });
    this.#follow();
  }

  disconnectedCallback() {
    this.#abort.abort();
  }

  get #boxes() {
    return [...this.querySelectorAll(`input[name=${NAME}]`)];
  }

  #follow() {
    const asked = new URLSearchParams(location.search).getAll(NAME);
    const codes = asked.join().toUpperCase().match(/\w+/g) ?? [];
    if (asked.length) for (const box of this.#boxes) box.checked = codes.includes(box.value);
    this.#show();
  }

  /** Show the rows, and return the ticked currencies. */
  #show() {
    const boxes = this.#boxes;
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const row of boxes.length ? this.querySelectorAll("tr[data-currency]") : [])
      row.hidden = ticked.length > 0 && !ticked.includes(row.dataset.currency);
    return ticked;
  }

  #choose() {
    const currencies = this.#show();
    const detail = { currencies };
    this.dispatchEvent(new CustomEvent("fx-change", { bubbles: true, composed: true, detail }));
    // The rest of the URL stays exactly as written.
    const field = `${NAME}=`;
    const rest = location.search.slice(1).split("&").filter((p) => p && !p.startsWith(field));
    const chosen = (currencies[0] ? currencies : [""]).map((code) => field + code);
    history.replaceState(history.state, "", `?${[...rest, ...chosen].join("&")}${location.hash}`);
  }
}
