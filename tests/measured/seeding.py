"""What the rows of a seeded table hold, for any mapping: the same conventions for SQLAlchemy and for Django.

- Every table holds n rows; row i refers to row i of every parent, so that all parents are distinct.
- A key to a *hub* (the row that the URL names, or the user who asks) holds 1 in every row: what is asked for has n
  children of each kind.
- A column with a plain default takes it; a date that may be empty stays empty; anything else is filled.
"""

import datetime
import uuid

NOW = datetime.datetime(2024, 5, 17, 12, 0, 0)


def today():
    return datetime.datetime.now(datetime.timezone.utc)


def text(name, i, limit=None):
    """A word that is different in each row, starts with a letter and keeps to the length of the column."""
    number = str(i)
    return (name[: limit - len(number)] if limit else name) + number


def value(kind, name, i, limit=None):
    """A value for a column of a Python type. Later rows are older, so that row 1 is the latest of a table."""
    earlier = NOW - datetime.timedelta(hours=i)
    made = {
        bool: True,
        int: i,
        float: float(i),
        datetime.datetime: earlier,
        datetime.date: earlier.date(),
        datetime.time: earlier.time(),
        datetime.timedelta: datetime.timedelta(hours=1),
        uuid.UUID: uuid.UUID(int=i),
        bytes: b"x",
        dict: {},
        list: [],
    }
    return text(name, i, limit) if kind is str else made.get(kind, i)


def given(overrides, table, column, i):
    """What a profile says of a column: a value, or a function of the row's number. `(known, value)`."""
    for key in (f"{table}.{column}", f"*.{column}"):
        if key in overrides:
            said = overrides[key]
            return True, said(i) if callable(said) else said
    return False, None


def parent(i, offset, n):
    """The parent of row i by the key with this ordinal among the keys of its table to the same parent."""
    return (i - 1 + offset) % n + 1
