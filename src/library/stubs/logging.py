"""logging and its kin: what they are given is written down, not read further."""


DEBUG = 10
INFO = 20
WARNING = 30
WARN = 30
ERROR = 40
CRITICAL = 50
FATAL = 50


class Logger:
    debug = __scalar__
    info = __scalar__
    warning = __scalar__
    warn = __scalar__
    error = __scalar__
    exception = __scalar__
    critical = __scalar__
    log = __scalar__

    # What is written for developers only is not written in production.
    def isEnabledFor(self, level):
        return level != DEBUG

    def __getattr__(self, name):
        return __scalar__


class LoggerAdapter(Logger):
    def __init__(self, logger=None, extra=None, **options):
        self.logger = logger
        self.extra = extra


class Filterer:
    """What a handler of the project does with a record is done with a text."""

    def __init__(self, *args, **options):
        pass

    def __getattr__(self, name):
        return __scalar__


Handler = Filterer
StreamHandler = Filterer
FileHandler = Filterer
NullHandler = Filterer
Filter = Filterer
Formatter = Filterer


def getLogger(name=None):
    return Logger()


get_logger = getLogger
get_task_logger = getLogger
logger = Logger()
debug = __scalar__
info = __scalar__
warning = __scalar__
error = __scalar__
exception = __scalar__
critical = __scalar__
