from flask import Flask, render_template, request

from models import Hive, Site, db

app = Flask(__name__)
db.init_app(app)


@app.post("/sites/<int:id>/hives")
def add(id):
    db.session.add(Hive(name=request.form["name"], site_id=id))
    db.session.commit()
    return "", 201


def weigh(hives):
    return [hive.name for hive in hives]


@app.get("/sites/<int:id>/size")
def size(id):
    site = Site.query.get_or_404(id)
    return {"names": weigh(site.hives), "hives": len(site.hives)}


@app.get("/sites/<int:id>")
def shown(id):
    return render_template("site.html", site=Site.query.get_or_404(id))


@app.get("/sites/<int:id>/eager")
def eager(id):
    site = Site.query.options(db.selectinload(Site.hives)).filter_by(id=id).one()
    return {"hives": len(site.hives)}


@app.get("/sites/<int:id>/given")
def given(id):
    site = Site.query.get_or_404(id)
    return export(site, len(site.hives))


def export(site, count):
    from elsewhere import written

    return written(site, count)
