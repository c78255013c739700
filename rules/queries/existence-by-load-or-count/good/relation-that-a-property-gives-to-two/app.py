from flask import Flask, render_template, request

from models import Hive, Site, db

app = Flask(__name__)
db.init_app(app)


@app.post("/sites/<int:id>/hives")
def add(id):
    db.session.add(Hive(name=request.form["name"], site_id=id))
    db.session.commit()
    return "", 201


@app.get("/sites/<int:id>")
def shown(id):
    return render_template("site.html", site=Site.query.get_or_404(id))
