import os

from sqlalchemy import create_engine

engine = create_engine("postgresql://db/app", echo=os.environ.get("SQL_ECHO") == "1")
