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
    this.addEventListener("change", () => this.#choose(), { signal: this.#abort.signal });
    const asked = new URLSearchParams(location.search).getAll(NAME);
    const codes = asked.join().split(",");
    if (asked.length) for (const box of this.#boxes) box.checked = codes.includes(box.value);
    this.#show();
  }

  disconnectedCallback() {
    this.#abort.abort();
  }

  get #boxes() {
    return [...this.querySelectorAll(`input[name=${NAME}]`)];
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
    const ticked = this.#show();
    const address = new URL(location);
    address.searchParams.delete(NAME);
    for (const code of ticked) address.searchParams.append(NAME, code);
    history.replaceState(history.state, "", address);
    const detail = { currencies: ticked };
    this.dispatchEvent(new CustomEvent("fx-change", { bubbles: true, composed: true, detail }));
  }
}
