/** The detail of an `fx-change` event from `<fx-rates>`: the ticked codes. */
export interface FxRatesDetail {
  readonly currencies: readonly string[];
}

/** Shows the rows of the ticked currencies, and keeps the choice in the URL. */
export declare class FxRates extends HTMLElement {}

declare global {
  interface HTMLElementTagNameMap {
    "fx-rates": FxRates;
  }
}
