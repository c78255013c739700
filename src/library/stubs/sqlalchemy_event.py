"""sqlalchemy.event: the same functions as `sqlalchemy.event` by attribute."""
import sqlalchemy

listens_for = sqlalchemy.event.listens_for
listen = sqlalchemy.event.listen
contains = sqlalchemy.event.contains
remove = sqlalchemy.event.remove
