import logging

logging.getLogger("boats").setLevel(logging.DEBUG)
