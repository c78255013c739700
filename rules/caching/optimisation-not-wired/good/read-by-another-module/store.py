from pool import make_pool

shared = make_pool("races.db", size=20)
