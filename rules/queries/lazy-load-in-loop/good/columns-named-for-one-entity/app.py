from sqlalchemy.orm import Load, defer, joinedload, load_only, undefer

from models import Frame, Hive, session


def colours():
    rows = session.query(Hive, Frame).options(Load(Hive).load_only("name", "colour")).outerjoin(Frame).all()
    return [(hive.colour, frame.weight) for hive, frame in rows if frame]


def of_the_other_entity():
    rows = session.query(Hive, Frame).options(Load(Frame).load_only(Frame.weight)).outerjoin(Frame).all()
    return [hive.colour for hive, _ in rows]


def joined():
    return [hive.site.name for hive in session.query(Hive).options(Load(Hive).joinedload(Hive.site)).all()]


def columns_of_a_relation():
    query = session.query(Hive).options(joinedload(Hive.site).load_only("name"))
    return [(hive.colour, hive.site.name) for hive in query.all()]


def asked_for_again():
    query = session.query(Hive).options(defer(Hive.colour)).options(undefer(Hive.colour))
    return [hive.colour for hive in query.all()]
