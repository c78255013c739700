import platform

workers = 4
preload_app = platform.system() != "Darwin"  # expect: fork-unsafe-connection


def post_fork(server, worker):
    from cache import reset

    reset()
