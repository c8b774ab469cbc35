"""Exact currency conversion that shows its working."""

from .conversion import Conversion as Conversion
from .converter import Converter as Converter
from .currency import Currency as Currency
from .currency import currencies as currencies
from .default import convert as convert
from .errors import FxconvError as FxconvError
from .money import Money as Money
from .question import Rules as Rules
from .quote import Leg as Leg
from .quote import Quote as Quote
from .quote import Rate as Rate
from .quote import Source as Source
from .store import Store as Store
from .table import RateTable as RateTable
from .version import VERSION as VERSION
