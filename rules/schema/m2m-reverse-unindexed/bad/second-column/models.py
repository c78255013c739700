from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import declarative_base

Base = declarative_base()

post_tags = Table(
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), primary_key=True),
    # The primary key leads with post_id and does not serve this one.
    Column("tag_id", ForeignKey("tags.id"), primary_key=True),  # expect: m2m-reverse-unindexed
)


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)


class Tag(Base):
    __tablename__ = "tags"

    id = Column(Integer, primary_key=True)
