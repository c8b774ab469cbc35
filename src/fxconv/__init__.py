"""Exact currency conversion that shows its working."""

from .conversion.converter import Converter as Converter
from .conversion.result import Conversion as Conversion
from .default import convert as convert
from .errors import FxconvError as FxconvError
from .money.currency import Currency as Currency
from .money.currency import currencies as currencies
from .money.money import Money as Money
from .rates.quote import Leg as Leg
from .rates.quote import Quote as Quote
from .rates.quote import Source as Source
from .rates.rate import Rate as Rate
from .rates.table import RateTable as RateTable
from .rules.options import Rules as Rules
from .store.store import Store as Store
from .version import VERSION as VERSION
