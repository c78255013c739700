from fastapi import FastAPI

from models import Hive, Site, session

app = FastAPI()


@app.get("/sites/{name}")
def shown(name: str):
    site = session.query(Site).filter(Site.name == name).first()
    owner = site.owner
    # The site of each hive is the one that was asked for its hives, and the session holds it.
    return [owner.name] + [f"{hive.site.owner.name}: {hive.name}" for hive in site.hives.order_by(Hive.name)]
