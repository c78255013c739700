from club_permissions import Permissions
from flask import Flask
from flask.views import MethodView
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.pagination import Pagination
from flask_themes2 import Themes, render_theme_template

app = Flask(__name__)
db = SQLAlchemy(app)
Themes().init_themes(app)
permissions = Permissions(app)


class Topic(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(80))


class Post(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    topic_id = db.Column(db.ForeignKey("topic.id"), index=True)
    topic = db.relationship(Topic)


class SelectPagination(Pagination):
    def _query_items(self):
        statement = self._query_args["select"].limit(self.per_page).offset(self._query_offset)
        return db.session.execute(statement).scalars().all()

    def _query_count(self):
        return db.session.execute(db.select(db.func.count(Post.id))).scalar()


def render(template, **context):
    return render_theme_template("light", template, **context)


class Posts(MethodView):
    decorators = [permissions.requires("read")]

    def get(self):
        posts = SelectPagination(select=db.select(Post).order_by(Post.id), per_page=20)
        return render("posts.html", posts=posts)


app.add_url_rule("/posts", view_func=Posts.as_view("posts"))
