"""threading: a function that runs beside the requests."""


class Thread:
    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        if __is_function__(target):
            __register__("job", name, target)

    def start(self):
        pass

    def join(self, timeout=None):
        pass

    def __getattr__(self, name):
        return __scalar__


class Timer(Thread):
    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__(target=function)

    def cancel(self):
        pass
