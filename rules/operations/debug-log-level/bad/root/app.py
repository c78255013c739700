import logging

logging.getLogger().setLevel(logging.DEBUG)  # expect: debug-log-level
