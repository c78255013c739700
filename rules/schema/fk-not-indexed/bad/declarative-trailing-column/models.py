from sqlalchemy import Column, ForeignKey, Index, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Author(Base):
    __tablename__ = "authors"

    id = Column(Integer, primary_key=True)


class Book(Base):
    __tablename__ = "books"
    __table_args__ = (Index("ix_books_title_author", "title", "author_id"),)

    id = Column(Integer, primary_key=True)
    title = Column(String(200))
    author_id = Column(Integer, ForeignKey("authors.id"))  # expect: fk-not-indexed
