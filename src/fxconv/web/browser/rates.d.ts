/** What `fx-change` of `<fx-rates>` tells: the codes that are ticked. */
export interface FxRatesDetail {
  readonly currencies: readonly string[];
}

/** Shows the rows of the currencies that are ticked, and keeps the choice in the address. */
export declare class FxRates extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "fx-rates": FxRates;
  }
}
