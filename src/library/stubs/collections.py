"""collections: dictionaries and lists under other names."""


def OrderedDict(*args, **kwargs):
    return dict(*args, **kwargs)


def defaultdict(factory=None, *args, **kwargs):
    out = dict(*args, **kwargs)
    if factory is not None:
        __groups__(out, factory())
    return out


def Counter(values=None, **kwargs):
    out = dict()
    if values is not None:
        for value in values:
            out[value] = __scalar__()
    return out


def deque(values=None, maxlen=None):
    return list(values) if values is not None else []


def ChainMap(*maps):
    out = {}
    for each in maps:
        out.update(each)
    return out


def namedtuple(typename, field_names, **options):
    return __named_tuple__(field_names)
