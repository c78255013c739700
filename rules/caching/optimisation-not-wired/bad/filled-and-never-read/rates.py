_rates_cache = {}  # expect: optimisation-not-wired


def rate(currency):
    found = ask(currency)
    _rates_cache[currency] = found
    return found


def forget():
    _rates_cache.clear()


def ask(currency):
    return len(currency)
