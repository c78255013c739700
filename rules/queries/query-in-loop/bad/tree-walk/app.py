from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/catalogue"
db = SQLAlchemy(app)


class Category(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    parent_id = db.Column(db.ForeignKey("category.id"), index=True)


@app.get("/categories/<int:category_id>/tree")
def tree(category_id):
    queue = [category_id]
    names = []
    while queue:
        current = queue.pop()
        children = Category.query.filter_by(parent_id=current).all()  # expect: query-in-loop
        for child in children:
            names.append(child.name)
            queue.append(child.id)
    return jsonify(names)
