"""International Monetary Fund: representative rates of members, and the SDR by their currencies.

A month is two tables. The first has units of a currency for one United States dollar; where the
name ends in `(1)`, dollars for one unit. Another mark is not known, and its row left out. The
second has SDRs (XDR) for one unit of every currency: for the dollar the value of the basket from
noon in London, for all others the product with the representative rate, in six significant digits
padded with zeros. Its reciprocals, which the Fund prints as well, are not asked.

Rows are named in words; a name that is not known is left out, as all of Venezuela's are, whose
bolivars changed. The header is repeated in the middle, thousands have commas, NA is no rate. The
printed day is that of the market, of each member at its own hour, so that a row is no snapshot;
members report by their own calendar and some days late, so that a month fills up: the hour, about
15:00 in Washington, is doubtful. The Fund has days since 1994, of which those since 2003 are asked.
The server turns some programs away. From recorded tables.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.provider import Answer, Provider, Published, Request
from ..rates.quote import Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..dates.spans import Span


URL = (
    "https://www.imf.org/external/np/fin/data/rms_mth.aspx"
    "?SelectDate={last}&reportType={table}&tsvflag=Y"
)
BY_DOLLAR = "Representative Exchange Rates for Selected Currencies for "
BY_SDR = "SDRs per Currency unit for "
NAMES = """CNY chinese yuan/EUR euro/JPY japanese yen/GBP u.k. pound/USD u.s. dollar
DZD algerian dinar/AUD australian dollar/BHD bahrain dinar/BDT bangladeshi taka/BWP botswana pula
BRL brazilian real/BND brunei dollar/CAD canadian dollar/CLP chilean peso/COP colombian peso
CZK czech koruna/DKK danish krone/HUF hungarian forint/ISK icelandic krona/INR indian rupee
IDR indonesian rupiah/IRR iranian rial/ILS israeli new shekel/KZT kazakhstani tenge/KRW korean won
KWD kuwaiti dinar/LYD libyan dinar/MYR malaysian ringgit/MUR mauritian rupee/MXN mexican peso
NPR nepalese rupee/NZD new zealand dollar/NOK norwegian krone/OMR omani rial/PKR pakistani rupee
PEN peruvian sol/PHP philippine peso/PLN polish zloty/QAR qatari riyal/RUB russian ruble
SAR saudi arabian riyal/SGD singapore dollar/ZAR south african rand/LKR sri lankan rupee
SEK swedish krona/CHF swiss franc/THB thai baht/TTD trinidadian dollar/TND tunisian dinar
AED u.a.e. dirham/UYU uruguayan peso"""
CODES = {row[4:]: row[:3] for row in NAMES.replace("\n", "/").split("/")}


def plan(span: Span) -> list[Request]:
    """Return two requests for each month touched, which is asked for by its last day."""
    firsts = sorted({day.replace(day=1) for day in span})
    lasts = [(day + timedelta(31)).replace(day=1) - timedelta(1) for day in firsts]
    return [Request(URL.format(last=d, table=t)) for d in lasts for t in ("REP", "SDRCV")]


def parse(answer: Answer) -> Iterator[Quote]:
    """Return the quotes of a month, by the dollar or by the SDR."""
    title, *lines = answer.body.decode("latin-1").splitlines() or [""]
    per_dollar = title.startswith(BY_DOLLAR)
    if not per_dollar and not title.startswith(BY_SDR):
        raise ValueError("not a table of rates")
    _check(title.split(" for ")[-1].strip(), answer.url)
    columns: list[date] = []
    for name, *cells in (line.split("\t") for line in lines):
        if name == "Currency":
            columns = [datetime.strptime(cell, "%B %d, %Y").date() for cell in cells if cell]
        for on, cell in zip(columns, cells, strict=False):
            yield from _quote(name, cell.strip().replace(",", ""), on, per_dollar)


def _check(month: str, url: str) -> None:
    """Raise ValueError if the table is of another month than that of the address."""
    asked = f"SelectDate={datetime.strptime(month, '%B %Y'):%Y-%m}-"
    if "SelectDate=" in url and asked not in url:
        raise ValueError(f"the table is of {month}, which was not asked for")


def _quote(name: str, price: str, on: date, per_dollar: bool) -> Iterator[Quote]:
    code = CODES.get(name.removesuffix("(1)").strip().lower())
    pair = (code, "USD") if name.endswith("(1)") else ("USD", code)
    base, term = pair if per_dollar else (code, "XDR")
    if base and term and base != term and price[:1].isdigit() and price.strip("0."):
        yield Quote(base, term, price, on, "imf", kind="reference")


PROVIDER = Provider(
    id="imf",
    name="International Monetary Fund",
    country="-",
    pivot="USD",
    kind="reference",
    dates="market day",
    since=date(2003, 1, 2),
    gap=10,
    zone="America/New_York",
    published=(Published(time(15, 0), timedelta(hours=6)),),
    home="https://www.imf.org/external/np/fin/data/param_rms_mth.aspx",
    terms="reported by members, without a guarantee of the Fund; name the source",
    plan=plan,
    parse=parse,
    window=28,
    apart=True,
    snapshot=False,
)
