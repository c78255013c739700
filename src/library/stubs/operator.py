"""operator: functions that read a part of what they are given."""


def attrgetter(*names):
    return __partial__(__attrgetter__, *names)


def itemgetter(*keys):
    return __partial__(__itemgetter__, *keys)


def methodcaller(name, *args, **kwargs):
    return __partial__(__methodcaller__, name, *args)
