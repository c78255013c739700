import os
from datetime import datetime

STATIC_VERSION = os.environ.get("STATIC_VERSION", datetime.now().strftime("%Y%m%d"))  # expect: assets-not-fingerprinted
