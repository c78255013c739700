from flask import Blueprint, render_template

from shop import db

bp = Blueprint("carts", __name__, url_prefix="/carts")


class Buyer(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Cart(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    buyer_id = db.Column(db.ForeignKey("buyer.id"), index=True)
    buyer = db.relationship(Buyer)


@bp.get("/")
def carts():
    return render_template("carts/all.html", carts=Cart.query.limit(50).all())
