from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table
from sqlalchemy.orm import backref, declarative_base, relationship, scoped_session, sessionmaker

metadata = MetaData()
session = scoped_session(sessionmaker())
Base = declarative_base(metadata=metadata)

keepers = Table("keepers", metadata, Column("id", Integer, primary_key=True), Column("name", String(80)))
sites = Table(
    "sites",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80)),
    Column("owner_id", ForeignKey("keepers.id")),
)
hives = Table(
    "hives",
    metadata,
    Column("site_id", ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(80), primary_key=True),
)


class Keeper(Base):
    __table__ = keepers


class Site(Base):
    __table__ = sites
    owner = relationship(Keeper)


class Hive(Base):
    __table__ = hives
    site = relationship(Site, backref=backref("hives", lazy="dynamic"), foreign_keys=[__table__.c.site_id])
