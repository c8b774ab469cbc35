"""Tables of rates and tickers: chosen currencies against a base, with their changes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import NotQuoted
from ..money.currency import Currency
from . import words
from .choices import name, split
from .html import Html, attributes, element, for_amp, form, hidden
from .labels import labels
from .line import rate_figure, rate_jsonld
from .source import source_html, source_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .snapshot import Snapshot


def table(
    rates: Snapshot,
    base: str = "EUR",
    currencies: Iterable[str] | str | None = None,
    *,
    chosen: Iterable[str] | str | None = None,
    locale: str = "en-GB",
    action: str | None = None,
    attrs: Mapping[str, object] | None = None,
) -> Html:
    """Return a table of what each currency costs in the base, with the change since last time.

    A list of currencies is a list of codes or one text, `USD,GBP`. With `action`, the reader can
    filter with check boxes: those in `chosen` are ticked, and the rows of the others are hidden; if
    none is ticked, all rows are shown. Currencies that are not in the snapshot are omitted. Raises
    NotQuoted for the base or if no currency is left, UnknownCurrency, InvalidOption.
    """
    base, listed = _listed(rates, base, currencies)
    ticked = set(split(chosen or ())).intersection(listed)
    shown = [code for code in listed if code in ticked] or listed
    fields = hidden(base=base, on=rates.on, locale=locale)
    boxes = _boxes(listed, ticked, locale, action, fields) if action else ""
    inside = f"{boxes}{_grid(rates, listed, shown, base, locale)}"
    html, plain = (
        element(tag, "fx fx-rates", locale, inside, attrs) for tag in ("fx-rates", "section")
    )
    text, about = _text(rates, shown, base, locale), _jsonld(rates, shown, base)
    return Html(html, text=text, amp=for_amp(plain), data=rates.data(), jsonld=about)


def ticker(
    rates: Snapshot,
    base: str = "EUR",
    currencies: Iterable[str] | str = ("USD", "GBP", "JPY", "CNY"),
    *,
    locale: str = "en-GB",
    attrs: Mapping[str, object] | None = None,
) -> Html:
    """Return the rates as one line, a list that does not scroll; raises the errors of `table`."""
    base, shown = _listed(rates, base, currencies)
    items = "".join(
        f"<li><b>{code}</b> <bdi>{escape(rate_figure(rates, code, base, locale))}</bdi>"
        f" {_change(rates, code, base, locale)}</li>"
        for code in shown
    )
    inside = f"<ul>{items}</ul><p>{source_html(rates, locale)}</p>"
    html = element("div", "fx fx-ticker", locale, inside, attrs)
    text, about = _text(rates, shown, base, locale), _jsonld(rates, shown, base)
    return Html(html, text=text, amp=html, data=rates.data(), jsonld=about)


def _listed(
    rates: Snapshot, base: str, currencies: Iterable[str] | str | None
) -> tuple[str, list[str]]:
    """Return the codes of the base and of the currencies shown against it."""
    base = Currency(base).code
    rates.exact(base, rates.pivot)
    wanted = [Currency(code).code for code in split(currencies or sorted(rates.rates))]
    found = [c for c in dict.fromkeys(wanted) if c in rates.rates and c != base]
    if not found:
        why = f"the snapshot has none of {', '.join(wanted)} to show against it"
        raise NotQuoted(wanted[0], base, rates.on, rates.provider, why)
    return base, found


def _grid(
    rates: Snapshot, codes: Sequence[str], shown: Sequence[str], base: str, locale: str
) -> str:
    """Return the table element; without a previous bulletin, it has no column of changes."""
    said = labels(locale)
    heads = [said.currency, escape(base), said.change if rates.before is not None else ""]
    head = "".join(f'<th scope="col">{text}</th>' for text in heads if text)
    rows = "".join(_row(rates, code, base, locale, hidden=code not in shown) for code in codes)
    caption = f"<caption>{source_html(rates, locale)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(rates: Snapshot, code: str, base: str, locale: str, *, hidden: bool) -> str:
    row = attributes({"data-currency": code, "hidden": hidden})
    head = f'<th scope="row"><b>{code}</b> {escape(name(code, locale))}</th>'
    figure = f"<bdi>{escape(rate_figure(rates, code, base, locale))}</bdi>"
    cells = (cell for cell in (figure, _change(rates, code, base, locale)) if cell)
    return f"<tr{row}>{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _change(rates: Snapshot, code: str, base: str, locale: str) -> str:
    """Return the change in per cent, with a sign and a class for its direction.

    Without a previous bulletin, return an empty text.
    """
    if rates.before is None:
        return ""
    part = rates.change(code, base)
    if part is None:
        return "<span>–</span>"
    way = "up" if part > 0 else "down" if part < 0 else "same"
    return f'<span class="fx-{way}"><bdi>{escape(words.percent(part, locale))}</bdi></span>'


def _boxes(codes: Sequence[str], ticked: set[str], locale: str, action: str, fields: str) -> str:
    """Return the form in which a reader chooses currencies; it works without a script."""
    said = labels(locale)
    boxes = "".join(
        f'<label><input type="checkbox" name="currencies" value="{code}"'
        f"{' checked' if code in ticked else ''}> {code}</label>"
        for code in codes
    )
    group = f"<fieldset><legend>{said.choose}</legend>{boxes}</fieldset>"
    button = f'<button type="submit">{said.show}</button>'
    return form("fx-filter", action, f"{fields}{group}{button}")


def _text(rates: Snapshot, codes: Sequence[str], base: str, locale: str) -> str:
    parts = [f"{code} {rate_figure(rates, code, base, locale)}" for code in codes]
    return f"{base}: {'; '.join(parts)} ({source_text(rates, locale)})"


def _jsonld(rates: Snapshot, codes: Sequence[str], base: str) -> dict[str, Any]:
    """Return the rates as an ItemList in schema.org's terms."""
    items = [rate_jsonld(rates, code, base) for code in codes]
    return {"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items}
