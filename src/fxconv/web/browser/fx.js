import { FxConverter } from "./converter.js";
import { FxRates } from "./rates.js";

if (!customElements.get("fx-converter")) customElements.define("fx-converter", FxConverter);
if (!customElements.get("fx-rates")) customElements.define("fx-rates", FxRates);
