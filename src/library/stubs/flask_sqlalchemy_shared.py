"""The object of Flask-SQLAlchemy that a package outside of the tree makes for all its users."""
import sqlalchemy
import sqlalchemy.orm
from flask_sqlalchemy import Model, SQLAlchemy


class Shared(SQLAlchemy):
    def __init__(self):
        self.session = sqlalchemy.orm.scoped_session(sqlalchemy.orm.sessionmaker())
        self.metadata = sqlalchemy.MetaData()
        self.Model = __model_base__(Model, None)
        self.engine = sqlalchemy.Engine()


db = Shared()
