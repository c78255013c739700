Sentry.init({
  dsn: "https://example.org/1",
  // expect: trace-everything
  tracesSampleRate: 1.0,
});
