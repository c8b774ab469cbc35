/**
 * `<fx-rates>`: shows the rows of the currencies that are ticked, at once, and keeps the choice in
 * the address, so that it can be shared. Nothing is stored. Without this script the boxes are a
 * form that asks the server.
 */
export class FxRates extends HTMLElement {
  #abort;

  connectedCallback() {
    this.#abort = new AbortController();
    this.addEventListener("change", () => this.#choose(), { signal: this.#abort.signal });
  }

  disconnectedCallback() {
    this.#abort.abort();
  }

  #choose() {
    const boxes = [...this.querySelectorAll("input[name=currencies]")];
    const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
    for (const row of this.querySelectorAll("tr[data-currency]"))
      row.hidden = !ticked.includes(row.dataset.currency);
    const address = new URL(location);
    address.searchParams.delete("currencies");
    for (const code of ticked) address.searchParams.append("currencies", code);
    history.replaceState(history.state, "", address);
    const detail = { currencies: ticked };
    this.dispatchEvent(new CustomEvent("fx-change", { bubbles: true, composed: true, detail }));
  }
}
