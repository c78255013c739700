_rates_cache = {}
_names_cache = {}


def rate(currency):
    if currency not in _rates_cache:
        _rates_cache[currency] = len(currency)
    return _rates_cache[currency]


def name(currency):
    _names_cache[currency] = currency.lower()
    return _names_cache
