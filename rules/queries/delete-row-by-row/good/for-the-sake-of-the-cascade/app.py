from flask import Flask
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/tokens"
db = SQLAlchemy(app)


class Token(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    expired = db.Column(db.Boolean, index=True)
    path = db.Column(db.String(200))


@app.post("/clean")
def clean():
    # One by one, so that the delete listeners hear of each.
    for token in Token.query.filter_by(expired=True).all():
        db.session.delete(token)
    db.session.commit()
    return "", 204
