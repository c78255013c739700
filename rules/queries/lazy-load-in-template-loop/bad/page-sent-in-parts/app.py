from flask import Flask, Response, stream_with_context
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/archive"
db = SQLAlchemy(app)


class Donor(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Folder(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    label = db.Column(db.String(120), nullable=False)
    donor_id = db.Column(db.ForeignKey("donor.id"), nullable=False, index=True)
    donor = db.relationship("Donor")


def in_parts(name, **context):
    app.update_template_context(context)
    parts = app.jinja_env.get_template(name).stream(context)
    parts.enable_buffering(5)
    return parts


@app.get("/folders")
def folders():
    rows = Folder.query.order_by(Folder.label).limit(500).all()
    return Response(stream_with_context(in_parts("folders.html", folders=rows)))
