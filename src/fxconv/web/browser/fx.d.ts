/** Importing this module defines `<fx-converter>`, unless the page already has. */
import "./converter.js";
