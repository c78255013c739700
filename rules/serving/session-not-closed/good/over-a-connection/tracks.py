from sqlalchemy import text
from sqlalchemy.orm import Session


def count(op):
    session = Session(bind=op.get_bind())
    return session.execute(text("SELECT count(*) FROM track")).scalar()
