import logging
import os

if os.environ.get("DEBUG"):
    logging.basicConfig(level=logging.DEBUG)
