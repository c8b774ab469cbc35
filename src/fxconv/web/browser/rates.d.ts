/** Shows the rows of the currencies that are ticked, and keeps the choice in the address. */
export declare class FxRates extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "fx-rates": FxRates;
  }
}
