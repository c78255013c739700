from flask import Flask
from flask.views import MethodView
from flask_smorest import Api, Blueprint
from flask_sqlalchemy import SQLAlchemy
from marshmallow import Schema, fields

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/harbour"
db = SQLAlchemy(app)
blp = Blueprint("boats", "boats", url_prefix="/boats")


class Owner(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


class Boat(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    owner_id = db.Column(db.ForeignKey("owner.id"), index=True)
    owner = db.relationship(Owner)


class OwnerSchema(Schema):
    name = fields.String()


class BoatSchema(Schema):
    name = fields.String()
    owner = fields.Nested(OwnerSchema)


@blp.route("/")
class Boats(MethodView):
    @blp.response(200, BoatSchema(many=True))
    def get(self):
        return Boat.query.order_by(Boat.name).all()  # expect: serializer-n-plus-one


Api(app).register_blueprint(blp)
