import plugins
from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/fair"
db = SQLAlchemy(app)


class Fair(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    town = db.Column(db.String(20))


class Booth(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    fair_id = db.Column(db.ForeignKey("fair.id"), index=True)
    fair = db.relationship(Fair)


class Booths:
    def __init__(self, fair):
        self.fair = fair

    def query(self):
        return Booth.query.with_parent(self.fair)


@app.get("/fairs/<int:fair_id>")
def of_a_row(fair_id):
    return render_template("booths.html", booths=Booths(Fair.query.get(fair_id)).query().limit(80).all())


@app.get("/current")
def of_whatever_is_given():
    return render_template("booths.html", booths=Booths(plugins.current_fair()).query().limit(80).all())
