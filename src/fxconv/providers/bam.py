"""Bank Al-Maghrib: transfer rates, in dirhams for the printed `uniteDevise` of each currency.

The rates are set at 12:30 on every working day. That time is printed, and its day is the market
day. There are none on holidays and on 25 and 26 December. Each request covers one day, and requests
must be slow. An answer may list a day twice, once without some currencies; rows that agree count
once. Since 2016 there is a middle rate. Earlier days seem to have only a buying and a selling rate,
whose names `achat` and `vente` are uncertain.

The ouguiya is still labelled MRO but is the MRU of 2018. Rows since 2019 are read as MRU. Those of
2018 are left out, because it is not known on which day the bank changed. Rows of TRY and RON from
before those units existed are left out too. Source: the bank's own JSON and its description of the
API.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import check_asked, rows
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Key, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = "https://api.centralbankofmorocco.ma/cours/Version1/api/CoursVirement?date={first}T12:30:00"
SINCE = date(1999, 1, 1)
DIRHAMS = Quotation(
    "bam",
    "MAD",
    "official",
    first=SINCE,
    since={"MRU": date(2019, 1, 1), "TRY": date(2005, 1, 1), "RON": date(2005, 7, 1)},
)
SIDES = {"moyen": "mid", "achat": "bid", "vente": "ask"}

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of a day, each once; an empty list is a day without rates."""
    found = dict.fromkeys(quote for row in rows(answer.body) for quote in _quotes(row))
    for quote in found:
        check_asked(answer.url, quote.on, "date")
    if len({(q.base, q.on, q.side) for q in found}) < len(found):
        raise ValueError("it has two rates for one currency and day")
    yield from found


def _quotes(row: dict[str, str]) -> Quotes:
    on, label, per = date.fromisoformat(row["date"][:10]), row["libDevise"], int(row["uniteDevise"])
    code = "MRU" if label == "MRO" and on >= date(2018, 1, 1) else label
    for name, side in SIDES.items():
        yield from DIRHAMS.direct(code, row.get(name) or "", on, per, side)


PROVIDER = Provider(
    id="bam",
    name="Bank Al-Maghrib",
    country="MA",
    pivot="MAD",
    kind="official",
    dates="market day",
    since=SINCE,
    gap=10,
    zone="Africa/Casablanca",
    published=(Published(time(12, 30), timedelta(hours=1)),),
    home="https://www.bkam.ma/en/Markets/Key-indicators/Foreign-exchange-market/Foreign-exchange-rates",
    terms="name the source",
    plan=plan,
    parse=parse,
    window=1,
    pause=15,
    key=Key(
        "header",
        ("Ocp-Apim-Subscription-Key",),
        "https://apihelpdesk.centralbankofmorocco.ma/",
    ),
)
