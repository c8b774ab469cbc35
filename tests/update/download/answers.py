"""Answers of a bank, sound and spoilt, and what a store has of them."""

from __future__ import annotations

import json
import socket
import struct
import subprocess
import sys
import time
from datetime import date

from fxconv import Converter, Store
from fxconv.publishing.provider import Answer, parsed
from fxconv.publishing.registry import load
from fxconv.rates.quote import Source
from fxconv.update.http import Limits
from surroundings import SURROUNDINGS

QUICK = Limits(connect=1, silence=0.3, total=0.6, size=100_000, tries=1)
"""Limits for banks that waste time."""
PATIENT = QUICK._replace(connect=20, silence=20, total=40)
"""Limits that a busy machine keeps."""
BEFORE, DAY = date(2026, 3, 3), date(2026, 3, 4)
UPDATE = ("update", "cbr", "--since", str(DAY), "--until", str(DAY))
NO_DOCUMENT = "fxconv: this is not a document from cbr: "
AT = {"Content_Type": "application/xml; charset=windows-1251"}


def valute(code, price, nominal="1", name="Денежная единица"):
    return (
        f'<Valute ID="R"><NumCode>000</NumCode><CharCode>{code}</CharCode>'
        f"<Nominal>{nominal}</Nominal><Name>{name}</Name><Value>{price}</Value></Valute>"
    )


USD, JPY = valute("USD", "80,1234"), valute("JPY", "51,4321", "100")


def table(*rows, day=DAY, declared="windows-1251"):
    printed = day if isinstance(day, str) else f"{day:%d.%m.%Y}"
    head = f'<?xml version="1.0" encoding="{declared}"?><ValCurs Date="{printed}" name="Market">'
    return head + "".join(rows) + "</ValCurs>"


def body(*rows, day=DAY):
    return table(*(rows or (USD, JPY)), day=day).encode("windows-1251")


GOOD = body()
YESTERDAY = body(valute("USD", "80,0000"), valute("JPY", "51,0000", "100"), day=BEFORE)
RIGHT = {("USD/RUB", "80.1234"), ("JPY/RUB/100", "51.4321")}


def giving(document, status=200, **headers):
    return lambda bank: bank.give(document, status, **{**AT, **headers})


def printing(*rows, day=DAY):
    return giving(body(*rows, day=day))


def breaking_off(bank):
    bank.send_response(200)
    bank.send_header("Content-Length", str(len(GOOD)))
    bank.end_headers()
    bank.wfile.write(GOOD[:200])
    bank.wfile.flush()
    time.sleep(0.05)
    bank.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    bank.connection.close()


BLOCKED = b"<html><head><title>Attention</title></head><body>Checking you</body></html>"


def rates_only(say):
    """Answer so to the question for rates; of metals there are none."""
    return lambda bank: bank.give(b"<Metall/>") if "metall" in bank.path else say(bank)


def stocked(folder):
    """Return a store that has the bulletin of the day before."""
    made = str(folder / "rates.sqlite")
    store = Store(made, "rwc")
    source = Source("cbr", "https://www.cbr.ru/", "", "2026-03-02T16:00:00Z")
    store.add(source, parsed(load("cbr"), Answer(YESTERDAY, "")))
    store.close()
    return made


def surroundings(folder, url):
    """Return the environment of a user whose banks are all at an address."""
    return {
        **SURROUNDINGS,
        "HOME": str(folder),
        "FXCONV_STORE": str(folder / "rates.sqlite"),
        "FXCONV_CONFIG": str(folder / "none.toml"),
        "FXCONV_MIRROR": url,
    }


def running(folder, url, *typed, **variables):
    """Run fxconv as a user would whose banks are all at an address."""
    environment = surroundings(folder, url) | variables
    command = [sys.executable, "-m", "fxconv", *typed]
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)


def on(path, day=DAY, provider="cbr"):
    """Return the pairs and prices that a store has of a day."""
    query = "SELECT pair, price FROM quote WHERE provider = ? AND day = ?"
    return set(Store(path).rows(query, (provider, str(day))))


def days(path):
    return {day for (day,) in Store(path).rows("SELECT DISTINCT day FROM quote")}


def rate(path, day=DAY):
    return str(Converter(path).rate("USD", "RUB", on=day, provider="cbr").decimal)


def one_request(provider):
    """Return a provider that asks for one table only."""
    return provider._replace(pause=0, plan=lambda span: list(provider.plan(span))[:1])


JSON_TABLE = [
    {
        "table": "A",
        "no": "043/A/NBP/2026",
        "effectiveDate": str(DAY),
        "rates": [{"currency": "dolar", "code": "USD", "mid": 3.6123}],
    }
]
CSV_TABLE = (
    "BASE_CUR,QUOTE_CUR,TENOR,TIME_PERIOD,OBS_VALUE,UNIT_MULT\n"
    f"USD,NOK,SP,{DAY},9.6123,0\n"
    f"JPY,NOK,SP,{DAY},6.1234,2\n"
)
OTHERS = {
    "nbp": (json.dumps(JSON_TABLE), {("USD/PLN", "3.6123")}),
    "norges": (CSV_TABLE, {("USD/NOK", "9.6123"), ("JPY/NOK/100", "6.1234")}),
    "boc": (
        json.dumps({"observations": [{"d": str(DAY), "FXUSDCAD": {"v": "1.3612"}}]}),
        {("USD/CAD", "1.3612")},
    ),
}
