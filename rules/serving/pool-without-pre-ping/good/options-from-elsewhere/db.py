from sqlalchemy import create_engine


def connect(**options):
    return create_engine("postgresql://db.internal/boats", **options)
