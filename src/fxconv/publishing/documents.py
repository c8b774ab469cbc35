"""Read documents: XML, JSON and CSV, and the numbers and days in them as banks write them."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
"""The months as banks print them in English, whatever the locale of this machine."""


def xml(body: bytes, *roots: str) -> "Element":
    """Return the root element of an XML document; raises ValueError if it is none of `roots`.

    A document type is refused: no bank sends one.
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(body, forbid_dtd=True)
    except DefusedXmlException:
        raise ValueError("a web page, or XML with a document type, which no bank sends") from None
    if roots and root.tag not in roots:
        raise ValueError(f"<{root.tag}> is not a table of rates")
    return root


def cell(row: "Element", name: str) -> str:
    """Return the text of the first child with a name, without spaces around it; "" for none."""
    return row.findtext(name, "").strip()


def json(body: bytes) -> Any:
    """Return a JSON document with its numbers as the text that was printed; raises ValueError."""
    from json import loads

    return loads(body, parse_float=str, parse_int=str)


def rows(body: bytes) -> list[Any]:
    """Return the rows of a JSON array, numbers as printed; raises ValueError for anything else."""
    found = json(body)
    if not isinstance(found, list):
        raise ValueError("not a list of rates")
    return found


def table(body: bytes, *columns: str, delimiter: str = ",") -> "Iterator[dict[str, str]]":
    """Return the rows of a CSV document by heading; raises ValueError if a column is missing."""
    import csv

    lines = body.decode("utf-8-sig").splitlines()
    found = csv.DictReader(lines, delimiter=delimiter, strict=True)
    if not set(columns) <= set(found.fieldnames or ()):
        raise ValueError("not a table of rates")
    return found


def plain(text: str) -> str:
    """Return a number without an exponent, digit for digit."""
    return format(Decimal(text), "f")


def ungrouped(text: str) -> str:
    """Return the digits of `1,234.50`, where commas separate thousands."""
    return text.replace(",", "").strip()


def decimal_comma(text: str) -> str:
    """Return the digits of `1 234,50` with a decimal point, and without the spaces."""
    return "".join(text.split()).replace(",", ".")


def units(text: str) -> int:
    """Return a printed number of units: 100, `1,000` or `1 000`; raises ValueError for 0."""
    number = re.sub(r"[., ](?=[0-9]{3}\b)", "", text)
    if int(number) < 1:
        raise ValueError(f"the rate is for {number} units")
    return int(number)


def day(text: str, form: str) -> date:
    """Return the day of a text such as `31.12.2026`, read by a form such as `%d.%m.%Y`."""
    return datetime.strptime(text, form).date()


def english_day(text: str) -> date:
    """Return the day of `19 Mar 2026`, `19-Mar-26` or `19 March 2026`, whatever the locale."""
    number, month, year = text.replace("-", " ").split()
    century = 2000 if len(year) == 2 else 0
    return date(century + int(year), MONTHS.index(month[:3]) + 1, int(number))


def weekday_before(on: date) -> date:
    """Return the weekday before a day: for Saturday, Sunday and Monday the Friday.

    Public holidays are not taken into account.
    """
    return on - timedelta({6: 2, 0: 3}.get(on.weekday(), 1))


def same_or_friday(on: date) -> date:
    """Return a weekday itself, and for Saturday and Sunday the Friday whose rates they repeat."""
    return on - timedelta(max(0, on.weekday() - 4))


@lru_cache(16)
def parameters(url: str) -> dict[str, str]:
    """Return the parameters in the query of an address."""
    from urllib.parse import parse_qsl, urlsplit

    return dict(parse_qsl(urlsplit(url).query))


def check_asked(url: str, on: date, first: str, last: str = "") -> None:
    """Raise ValueError for a day outside those that the named parameters of an address ask for.

    `first` and `last` name the parameters; one name is enough where one day is asked for.
    """
    asked = parameters(url)
    begin, end = (asked.get(name, "")[:10] for name in (first, last or first))
    if (begin and on < date.fromisoformat(begin)) or (end and on > date.fromisoformat(end)):
        raise ValueError(f"it has rates of {on}, which were not asked for")
