const NAME = "currencies";

/**
 * `<fx-rates>`: shows the rows of the currencies that are ticked, at once, all where none is, and
 * keeps the choice in the address, so that it can be shared. Nothing is stored. Without this script
 * the boxes are a form that asks the server; with it, a page that no server filters is filtered.
 */
export class FxRates extends HTMLElement {
  #abort;

  connectedCallback() {
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    this.addEventListener("change", () => this.#choose(), { signal });
    // A browser puts back boxes, and ends a page, after this element is there.
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

  /** Show the rows, and return the currencies that are ticked. */
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
    // The rest of the address stays as it is written.
    const field = `${NAME}=`;
    const rest = location.search.slice(1).split("&").filter((p) => p && !p.startsWith(field));
    const chosen = (currencies[0] ? currencies : [""]).map((code) => field + code);
    history.replaceState(history.state, "", `?${[...rest, ...chosen].join("&")}${location.hash}`);
  }
}
