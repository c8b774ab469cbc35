/** Importing this module defines `<fx-converter>` and `<fx-rates>`, unless the page already has them. */
import "./converter.js";
import "./rates.js";
