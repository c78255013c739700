"""blinker: a signal runs what was connected to it where it is sent."""


class Signal:
    def __init__(self, doc=None):
        self.receivers = []

    def connect(self, receiver, sender=None, weak=True):
        self.receivers.append((receiver, sender))
        return receiver

    def connect_via(self, sender, weak=False):
        def decorator(receiver):
            return self.connect(receiver, sender)

        return decorator

    def disconnect(self, receiver, sender=None):
        pass

    def send(self, *sender, **kwargs):
        by = sender[0] if sender else None
        return [(one, one(*sender, **kwargs)) for one, wanted in self.receivers if wanted is None or wanted == by]

    def has_receivers_for(self, sender):
        return __scalar__()


class NamedSignal(Signal):
    def __init__(self, name, doc=None):
        self.receivers = []
        self.name = name


class Namespace:
    def __init__(self):
        self.signals = {}

    def signal(self, name, doc=None):
        if name not in self.signals:
            self.signals[name] = NamedSignal(name)
        return self.signals[name]


_default = Namespace()


def signal(name, doc=None):
    return _default.signal(name)
