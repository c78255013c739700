import os
import time

ASSET_VERSION = os.environ.get("RELEASE", "1")
STARTED_AT = time.time()


def static_version():
    return ASSET_VERSION
