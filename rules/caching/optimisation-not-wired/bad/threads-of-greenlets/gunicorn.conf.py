worker_class = "gevent"
workers = 2
threads = 8  # expect: optimisation-not-wired
