"""django.dispatch: a project's own signals call what is connected to them."""


class Signal:
    def __init__(self, *args, **kwargs):
        self.receivers = []

    def connect(self, receiver, sender=None, *args, **kwargs):
        self.receivers.append((receiver, sender))
        return receiver

    def disconnect(self, *args, **kwargs):
        pass

    def send(self, sender=None, **named):
        for receiver, wanted in self.receivers:
            if wanted is None or wanted == sender:
                receiver(signal=self, sender=sender, **named)
        return []

    def send_robust(self, sender=None, **named):
        return self.send(sender, **named)


def receiver(signal, sender=None, **kwargs):
    def decorator(f):
        for one in __each__(signal):
            one.connect(f, sender)
        return f

    return decorator


class ModelSignal(Signal):
    """Sent by models while they are saved: that is not followed."""

    def connect(self, receiver, sender=None, *args, **kwargs):
        return receiver


class SaveSignal(ModelSignal):
    """Bulk writes do not send it."""

    def connect(self, receiver, sender=None, *args, **kwargs):
        __register__("saved", sender, receiver)
        return receiver


class LoadSignal(ModelSignal):
    """Sent for each row that is loaded: its receivers may read any column."""

    def connect(self, receiver, sender=None, *args, **kwargs):
        __register__("loaded", sender)
        return receiver


pre_init = LoadSignal()
post_init = LoadSignal()
pre_save = SaveSignal()
post_save = SaveSignal()
pre_delete = ModelSignal()
post_delete = ModelSignal()
m2m_changed = ModelSignal()
pre_migrate = ModelSignal()
post_migrate = ModelSignal()
class_prepared = ModelSignal()
user_logged_in = ModelSignal()
user_logged_out = ModelSignal()
user_login_failed = ModelSignal()
request_started = ModelSignal()
request_finished = ModelSignal()
