from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/sales"
db = SQLAlchemy(app)


class Client(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Quote(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    client_name = db.Column(db.String(80))
    client_id = db.Column(db.ForeignKey("client.id"), index=True)


@app.get("/quotes")
def quotes():
    return render_template("quotes.html", quotes=Quote.query.limit(100).all())
