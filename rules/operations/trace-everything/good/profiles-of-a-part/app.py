import sentry_sdk

# Each request that is traced is profiled, and one in twenty is traced.
sentry_sdk.init(dsn="https://example.org/1", traces_sample_rate=0.05, profiles_sample_rate=1.0)
