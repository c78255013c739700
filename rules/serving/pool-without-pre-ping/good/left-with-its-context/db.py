from sqlalchemy import create_engine


class Maintenance:
    """Speaks with the server for as long as the block lasts."""

    def __init__(self, url):
        self.url = url

    def __enter__(self):
        self.engine = create_engine(f"postgresql://{self.url}")
        return self.engine.connect()

    def __exit__(self, *what):
        self.engine.dispose()
