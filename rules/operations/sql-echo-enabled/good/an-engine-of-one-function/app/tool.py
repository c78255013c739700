from sqlalchemy import create_engine


def show(url):
    engine = create_engine(url, echo=True)
    with engine.connect() as connection:
        print(connection)
