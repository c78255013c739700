from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/archive"
db = SQLAlchemy(app)


class Shelf(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(40), nullable=False)


class Folder(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)
    shelf_id = db.Column(db.ForeignKey("shelf.id"), nullable=False, index=True)
    shelf = db.relationship("Shelf")


@app.get("/folders")
def folders():
    return render_template("folders.html", folders=Folder.query.order_by(Folder.id).limit(200).all())
