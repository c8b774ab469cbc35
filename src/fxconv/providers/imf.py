"""International Monetary Fund: representative rates of members, and the SDR in their currencies.

A month is two tables. The first has units of a currency for one United States dollar or, if the
name ends in `(1)`, dollars for one unit. A row with any other mark is left out, because its meaning
is not known. The second has SDRs (XDR) for one unit of every currency. For the dollar that is the
value of the basket, from noon in London; for all others it is the product with the representative
rate, in six significant digits padded with zeros. The Fund prints the reciprocals as well, which
are not asked for.

Rows are named in words. Unknown names are left out, and so is Venezuela, whose bolivars changed.
The header is repeated in the middle, thousands have commas, and NA means no rate. The printed day
is the market day, of each member at its own hour, so a row is not a snapshot. Members report by
their own calendars and some days late, so a month fills up over time. The Fund has days since 1994;
those since 2003 are asked for. The server turns some programs away. Source: recorded tables.
Uncertain: the hour, about 15:00 in Washington.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ..publishing.documents import day, ungrouped
from ..publishing.provider import Answer, Provider, Published, Quotes, Request
from ..publishing.quotation import Quotation

if TYPE_CHECKING:
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
REPRESENTATIVE = Quotation("imf", "USD")


def plan(span: Span) -> list[Request]:
    """Return two requests for each month of the span, which is named by its last day."""
    firsts = sorted({day.replace(day=1) for day in span})
    lasts = [(day + timedelta(31)).replace(day=1) - timedelta(1) for day in firsts]
    return [Request(URL.format(last=d, table=t)) for d in lasts for t in ("REP", "SDRCV")]


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a month, against the dollar or the SDR."""
    title, *lines = answer.body.decode("latin-1").splitlines() or [""]
    if not title.startswith((BY_DOLLAR, BY_SDR)):
        raise ValueError("not a table of rates")
    _check(title.split(" for ")[-1].strip(), answer.url)
    columns: list[date] = []
    for name, *cells in (line.split("\t") for line in lines):
        if name == "Currency":
            columns = [day(cell, "%B %d, %Y") for cell in cells if cell]
        base, term = _pair(name, title.startswith(BY_DOLLAR))
        for on, cell in zip(columns, cells, strict=False):
            price = ungrouped(cell)
            if price[:1].isdigit() and base != term:
                yield from REPRESENTATIVE.pair(base, term, price, on)


def _check(month: str, url: str) -> None:
    """Raise ValueError if the table is of a different month from the one in the address."""
    asked = f"SelectDate={day(month, '%B %Y'):%Y-%m}-"
    if "SelectDate=" in url and asked not in url:
        raise ValueError(f"it is the table of {month}, which was not asked for")


def _pair(name: str, per_dollar: bool) -> tuple[str, str]:
    """Return the base and the term of a row, "" for a currency that is not known."""
    code = CODES.get(name.removesuffix("(1)").strip().lower(), "")
    if not per_dollar:
        return code, "XDR"
    return (code, "USD") if name.endswith("(1)") else ("USD", code)


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
