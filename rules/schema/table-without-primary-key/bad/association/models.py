from sqlalchemy import Column, ForeignKey, Integer, Table
from sqlalchemy.orm import declarative_base

Base = declarative_base()

post_tags = Table(  # expect: table-without-primary-key
    "post_tags",
    Base.metadata,
    Column("post_id", ForeignKey("posts.id"), index=True),
    Column("tag_id", ForeignKey("tags.id"), index=True),
)


class Post(Base):
    __tablename__ = "posts"

    id = Column(Integer, primary_key=True)


class Tag(Base):
    __tablename__ = "tags"

    id = Column(Integer, primary_key=True)
