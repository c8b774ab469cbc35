"""National Bank of Angola: reference rates, in kwanzas for one unit of each currency.

The middle rate (`tipoCambio` M) is asked for, and the printed day is the market day. `ALL` returns
every currency at once, which saves seventy requests; it is documented nowhere, and the lek cannot
be asked for alone. Parameter names must be in lower case. Gold alternates between kwanzas and
dollars and is left out; `XDRUSD` is not a currency. STD and VEF stand for the dobra and the bolivar
after their change of unit, and ZMK for the old kwacha, long gone: all three are left out, and so
are rows of RON, MZN and SDG from before those units existed. The kroon and the kuna are still
computed from the euro. Sources: the bank's own JSON, and the open project Frankfurter for the first
day and the traps of gold and of the names. Uncertain: the hour, which is a guess.
"""

from __future__ import annotations

from datetime import date, time, timedelta

from ..publishing.documents import check_asked, json, parameters, plain
from ..publishing.plans import requests_to
from ..publishing.provider import Answer, Provider, Published, Quotes
from ..publishing.quotation import Quotation

URL = (
    "https://www.bna.ao/service/rest/taxas/get/evolucao/taxa/intervalo"
    "?datafim={last}&datainicio={first}&moeda=ALL&tipocambio=M"
)
SINCE = date(2000, 1, 1)
KWANZAS = Quotation(
    "bna",
    "AOA",
    first=SINCE,
    since={"RON": date(2005, 7, 1), "MZN": date(2006, 7, 1), "SDG": date(2007, 1, 10)},
    without={"STD", "VEF", "ZMK", "XAU"},
)

plan = requests_to(URL)


def parse(answer: Answer) -> Quotes:
    """Return the quotes of the days asked for; the bank's list of currencies has none."""
    document = json(answer.body)
    if document.get("success") is not True:
        reason = document.get("message") or document.get("error") or "not a list of rates"
        raise ValueError(str(reason))
    for row in document["genericResponse"]:
        if "idMoeda" not in row:
            yield from _quote(row, answer.url)


def _quote(row: dict[str, str], url: str) -> Quotes:
    code, on = row["codigoMoeda"], date.fromisoformat(row["data"])
    check_asked(url, on, "datainicio", "datafim")
    if parameters(url).get("moeda", "ALL") not in ("ALL", code):
        raise ValueError(f"it has rates of {code}, which were not asked for")
    if KWANZAS.code(code, on) and row["tipoCambio"] == "M":
        yield from KWANZAS.direct(code, plain(row["taxa"] or "0"), on)


PROVIDER = Provider(
    id="bna",
    name="National Bank of Angola",
    country="AO",
    pivot="AOA",
    kind="reference",
    dates="market day",
    since=SINCE,
    gap=9,
    zone="Africa/Luanda",
    published=(Published(time(17, 0), timedelta(hours=4)),),
    home="https://www.bna.ao/",
    terms="not known; name the source",
    plan=plan,
    parse=parse,
    window=31,
)
