"""The rate line: what one unit costs, who published the rate, and for which day."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from ..errors import InvalidAmount
from ..money.money import Money
from ..money.rounding import digits as whole
from ..money.rounding import ratio, significant
from . import words
from .html import Html, attributes, element
from .source import source_text

if TYPE_CHECKING:
    from .snapshot import Snapshot

RIGHT = "\N{RIGHT-TO-LEFT MARK}"


def rate_line(
    rates: Snapshot,
    base: str | None = None,
    term: str | None = None,
    *,
    locale: str = "en-GB",
    places: int = 4,
) -> Html:
    """Return the line at the foot of a story, as news agencies write it: `($1 = 46.9431 roubles)`.

    If no pair is given, it shows two currencies from the snapshot. Its title names the publisher
    and the day of the rate. Raises UnknownCurrency, NotQuoted, InvalidOption.
    """
    base, term = rates.pair(base, term)
    above, below = rates.ratio(base, term)
    price = Money(ratio(above, below, whole(places)), term)
    sides = words.one(base, locale), words.amount(price, locale, "name")
    source, about = source_text(rates, locale), rate_jsonld(rates, base, term)
    apart = " = ".join(f"<bdi>{escape(side)}</bdi>" for side in sides)
    html = element("p", "fx-line", locale, f"({apart})", {"title": source})
    text = f"({_equal(locale).join(sides)}) {source}"
    return Html(html, text=text, amp=html, data=rates.data(), jsonld=about)


def _equal(locale: str) -> str:
    """Return an equals sign, between direction marks if the locale is written right to left."""
    return f"{RIGHT} = {RIGHT}" if words.direction(locale) == "rtl" else " = "


def money(
    amount: Money,
    *,
    locale: str = "en-GB",
    digits: int = 3,
    approx: bool = False,
    title: str | None = None,
) -> Html:
    """Return an amount in words, `1.17 trillion roubles`, with its exact value as an attribute.

    Raises InvalidOption, and InvalidAmount unless `amount` is a Money.
    """
    if not isinstance(amount, Money):
        raise InvalidAmount(str(amount), "it has no currency; use Money(number, currency)")
    said = words.headline(amount, locale, digits, approx)
    held = attributes({"value": f"{amount.amount:f}", "title": title})
    html = f"<data{held}>{escape(said)}</data>"
    return Html(html, text=said, amp=html)


def rate_text(rates: Snapshot, base: str, term: str, locale: str) -> str:
    """Return a rate as text in the locale: `1 USD = 46.9431 RUB`; may raise NotQuoted."""
    return f"1 {base} = {rate_figure(rates, base, term, locale)} {term}"


def rate_html(rates: Snapshot, base: str, term: str, locale: str) -> str:
    """Return the same as HTML, with the figure in an element that the script can rewrite."""
    figure = escape(rate_figure(rates, base, term, locale))
    return f'<span dir="ltr">1 {escape(base)} = <bdi>{figure}</bdi> {escape(term)}</span>'


def rate_figure(rates: Snapshot, base: str, term: str, locale: str) -> str:
    """Return what one unit costs, rounded once to six significant digits; may raise NotQuoted."""
    above, below = rates.ratio(base, term)
    places = max(0, 5 - significant(above, below).adjusted())
    return words.number(ratio(above, below, places), locale, places)


def rate_jsonld(rates: Snapshot, base: str, term: str) -> dict[str, Any]:
    """Return a rate as an ExchangeRateSpecification in schema.org's terms."""
    price = {
        "@type": "UnitPriceSpecification",
        "price": f"{significant(*rates.ratio(base, term)):f}",
        "priceCurrency": term,
        "validFrom": rates.on.isoformat(),
    }
    about = {"@context": "https://schema.org", "@type": "ExchangeRateSpecification"}
    return {**about, "currency": base, "currentExchangeRate": price}
