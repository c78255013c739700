"""datetime: only what settings are made of; a duration is its seconds."""


def timedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0):
    return weeks * 604800 + days * 86400 + hours * 3600 + minutes * 60 + seconds
