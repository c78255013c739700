workers = 4
preload_app = True


def post_fork(server, worker):
    from workers import begin

    begin()
