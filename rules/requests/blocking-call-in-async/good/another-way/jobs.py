from post import notify


async def at_night():
    """Nothing that was read starts it; the route that calls notify() has no event loop to stop."""
    await prepare()


async def prepare():
    return None


def by_hand():
    notify()
