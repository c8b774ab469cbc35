/** Importing this module defines `<fx-converter>` and `<fx-rates>`, unless the page already has. */
import "./converter.js";
import "./rates.js";
