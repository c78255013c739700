import logging


def log_pool_stats(pool):
    logging.info("pool: %s", pool.free.qsize())
