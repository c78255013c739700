import logging

logging.basicConfig(level=logging.DEBUG, format="%(message)s")  # expect: debug-log-level
