from flask import Flask, flash, redirect, render_template_string, request
from flask_sqlalchemy import SQLAlchemy

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/press"
db = SQLAlchemy(app)

FORM = "{% for author in authors %}<option>{{ author.name }}</option>{% endfor %}"


class Author(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))


@app.route("/authors/new", methods=["GET", "POST"])
def new_author():
    if request.method == "POST":
        name = request.form.get("name")
        if not name:
            flash("A name is needed")
            # The same list as below: one place tells it.
            authors = Author.query.all()
            return render_template_string(FORM, authors=authors)
        db.session.add(Author(name=name))
        db.session.commit()
        return redirect("/authors/new")
    authors = Author.query.all()  # expect: unbounded-list-query
    return render_template_string(FORM, authors=authors)
