"""SQLModel: Pydantic models that are tables. Columns are made of annotations in link/annotations.rs."""
import pydantic
import sqlalchemy
import sqlalchemy.ext.asyncio
import sqlalchemy.orm
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Enum,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    asc,
    case,
    cast,
    create_engine,
    delete,
    desc,
    distinct,
    extract,
    func,
    inspect,
    literal,
    not_,
    nulls_first,
    nulls_last,
    or_,
    select,
    text,
    true,
    tuple_,
    union,
    union_all,
    update,
)


class SQLModel(pydantic.BaseModel):
    __declarative__ = True
    __sqlmodel__ = True
    metadata = sqlalchemy.MetaData()

    def sqlmodel_update(self, obj, **options):
        return self


class FieldInfo(pydantic.FieldInfo):
    pass


def Field(default=__input__(), default_factory=None, **options):
    if default_factory is not None:
        return FieldInfo(__input__(), **options)
    return FieldInfo(default, **options)


def Relationship(back_populates=None, cascade_delete=False, passive_deletes=False, link_model=None, sa_relationship=None, sa_relationship_args=None, sa_relationship_kwargs=None):
    if sa_relationship is not None:
        return sa_relationship
    options = sa_relationship_kwargs or {}
    if link_model is not None:
        return sqlalchemy.orm.Relationship(back_populates=back_populates, secondary=link_model, **options)
    return sqlalchemy.orm.Relationship(back_populates=back_populates, **options)


class Session(sqlalchemy.orm.Session):
    def exec(self, statement, *args, **kwargs):
        return __exec__(__execute__(statement, None, args))


class AsyncSession(sqlalchemy.ext.asyncio.AsyncSession):
    def exec(self, statement, *args, **kwargs):
        return __exec__(__detached__(__execute__(statement, None, args)))


def col(column):
    return column
