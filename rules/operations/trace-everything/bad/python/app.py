import sentry_sdk

sentry_sdk.init(
    dsn="https://example.org/1",
    traces_sample_rate=1.0,  # expect: trace-everything
    profiles_sample_rate=1.0,
)
