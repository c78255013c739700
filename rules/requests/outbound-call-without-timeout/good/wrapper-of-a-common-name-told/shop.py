import prices


def of_today():
    return prices.get("today", timeout=3)


def of_yesterday():
    return prices.get("yesterday", timeout=3)
