"""logging and its kin: what they are given is written down, not read further."""


class Logger:
    def __getattr__(self, name):
        return __scalar__


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
