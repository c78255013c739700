from sqlalchemy.ext.asyncio import create_async_engine


def connect(url):
    return create_async_engine(url, pool_size=20)  # expect: pool-without-pre-ping
