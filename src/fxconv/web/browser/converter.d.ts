import type { FxRatesDetail } from "./rates";

/** The detail of an `fx-change` event from `<fx-converter>`: plain decimal texts without grouping, and currency codes. */
export interface FxChangeDetail {
  readonly amount: string;
  readonly from: string;
  readonly to: string;
  /** Rounded to the minor units of `to`; if it has none, the digits that are displayed. */
  readonly result: string;
}

/** `<fx-converter>`: makes the server's form show results in place. */
export declare class FxConverter extends HTMLElement {
  /** Swap the two currencies, if both lists contain both. */
  swap(): void;
  connectedCallback(): void;
  disconnectedCallback(): void;
}

declare global {
  interface HTMLElementTagNameMap {
    "fx-converter": FxConverter;
  }
  interface GlobalEventHandlersEventMap {
    "fx-change": CustomEvent<FxChangeDetail | FxRatesDetail>;
  }
}
