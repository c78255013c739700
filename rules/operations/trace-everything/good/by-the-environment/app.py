import os

import sentry_sdk

sentry_sdk.init(dsn="https://example.org/1", traces_sample_rate=float(os.environ.get("RATE", "0.1")))
