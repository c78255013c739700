from sqlalchemy import create_engine, text


def move(engine):
    with engine.begin() as connection:
        connection.execute(text("UPDATE book SET stars = rating"))


if __name__ == "__main__":
    engine = create_engine(input("Which database? "), echo=True)
    move(engine)
