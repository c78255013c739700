worker_class = "gthread"
threads = 24
