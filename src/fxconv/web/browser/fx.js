import { FxConverter } from "./converter.js";

if (!customElements.get("fx-converter")) customElements.define("fx-converter", FxConverter);
