from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/contacts"
db = SQLAlchemy(app)


class Office(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80), nullable=False)


class Contact(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    office_id = db.Column(db.ForeignKey("office.id"), nullable=False, index=True)
    office = db.relationship("Office")


class Address(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    text = db.Column(db.String(200), nullable=False)
    contact_id = db.Column(db.ForeignKey("contact.id"), nullable=False, index=True)


def labels(contacts):
    known = {}
    for contact in contacts:
        known[contact.id] = contact
    addresses = Address.query.filter(Address.contact_id.in_(known.keys())).limit(100)
    return [f"{address.text}, {known[address.contact_id].office.name}" for address in addresses]


@app.get("/contacts/<int:contact_id>/labels")
def show_labels(contact_id):
    return jsonify(labels([db.get_or_404(Contact, contact_id)]))
