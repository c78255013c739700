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
    for token in Token.query.filter_by(expired=True).all():
        others = Token.query.filter_by(path=token.path)
        others.delete()
    db.session.commit()
    return "", 204
