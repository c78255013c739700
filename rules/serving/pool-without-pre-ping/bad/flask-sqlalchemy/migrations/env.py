from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

connectable = create_engine("postgresql://shop@db.example/shop", poolclass=NullPool)
