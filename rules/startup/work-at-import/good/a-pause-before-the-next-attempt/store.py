class StoreError(Exception):
    pass


def make_tables():
    return None
