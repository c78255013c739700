import click
from sqlalchemy import create_engine
from sqlalchemy.orm import sessionmaker

Session = sessionmaker(bind=create_engine("postgresql://db/app"))


@click.command()
def sync():
    session = Session()
    session.execute("DELETE FROM stale")
    session.commit()
