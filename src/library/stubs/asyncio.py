"""asyncio: what is awaited together or in a thread is what it would be alone."""


def gather(*awaited, return_exceptions=False):
    return awaited


def wait_for(awaited, timeout=None):
    return awaited


def shield(awaited):
    return awaited


def run(awaited, debug=None):
    return awaited


def to_thread(function, *args, **kwargs):
    return function(*args, **kwargs)


def sleep(delay, result=None):
    __awaited__("pause", "asyncio.sleep")
    return result


class Loop:
    def run_in_executor(self, executor, function, *args):
        return function(*args)

    def run_until_complete(self, awaited):
        return awaited

    def __getattr__(self, name):
        return __input__


def get_event_loop():
    return Loop()


def get_running_loop():
    return Loop()


def new_event_loop():
    return Loop()


def iscoroutinefunction(function):
    return __is_coroutine__(function)
