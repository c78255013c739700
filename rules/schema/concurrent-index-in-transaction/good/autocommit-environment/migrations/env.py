from sqlalchemy import create_engine

engine = create_engine("postgresql://db/shop", isolation_level="AUTOCOMMIT")
