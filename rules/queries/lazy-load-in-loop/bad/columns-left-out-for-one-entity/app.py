from sqlalchemy.orm import Load, defer, load_only

from models import Frame, Hive, session


def colours():
    rows = session.query(Hive, Frame).options(Load(Hive).load_only("name")).outerjoin(Frame).all()
    return [hive.colour for hive, _ in rows]  # expect: lazy-load-in-loop


def named_by_text():
    return [hive.colour for hive in session.query(Hive).options(load_only("name")).all()]  # expect: lazy-load-in-loop


def put_off():
    return [hive.colour for hive in session.query(Hive).options(defer(Hive.colour)).all()]  # expect: lazy-load-in-loop
