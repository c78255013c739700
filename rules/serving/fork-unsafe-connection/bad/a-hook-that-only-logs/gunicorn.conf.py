workers = 4
preload_app = True  # expect: fork-unsafe-connection


def post_fork(server, worker):
    server.log.info("worker %s", worker.pid)
