from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/depot"
db = SQLAlchemy(app)


class State:
    def __init__(self, first=False):
        self.first = first

    def join(self, graph, name):
        graph.states[name] = self


class Graph:
    def __init_subclass__(cls):
        cls.states = {}
        for name, value in cls.__dict__.items():
            if isinstance(value, State):
                value.join(cls, name)
        first = None
        for state in cls.states.values():
            if state.first:
                first = state
        if first is None:
            raise ValueError("a graph has a first state")


class Repair(Graph):
    open = State(first=True)


class Wagon(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    number = db.Column(db.String(20), nullable=False)


class Order(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    wagon_id = db.Column(db.ForeignKey("wagon.id"), nullable=False, index=True)
    wagon = db.relationship("Wagon")


@app.get("/orders")
def orders():
    rows = Order.query.order_by(Order.id).limit(100)
    return jsonify([row.wagon.number for row in rows])  # expect: lazy-load-in-loop
