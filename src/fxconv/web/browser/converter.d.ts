import type { FxRatesDetail } from "./rates";

/** What `fx-change` of `<fx-converter>` tells: plain decimal texts without grouping, and currency codes. */
export interface FxChangeDetail {
  readonly amount: string;
  readonly from: string;
  readonly to: string;
  /** Rounded to the minor units of `to`; without these, the digits that are shown. */
  readonly result: string;
}

/** `<fx-converter>`: makes the form that the server wrote answer by itself. */
export declare class FxConverter extends HTMLElement {
  /** Exchange the two currencies, where both lists have both. */
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
