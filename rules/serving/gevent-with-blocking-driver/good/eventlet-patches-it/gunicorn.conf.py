worker_class = "eventlet"
workers = 4
