from flask import Flask, jsonify
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import load_only, selectinload

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "postgresql://localhost/notices"
db = SQLAlchemy(app)

concerns = db.Table(
    "concerns",
    db.Column("issue_id", db.ForeignKey("issue.id"), primary_key=True),
    db.Column("notice_id", db.ForeignKey("notice.id"), primary_key=True, index=True),
)


class Issue(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    title = db.Column(db.String(120), nullable=False)
    notices = db.relationship("Notice", secondary=concerns, back_populates="issues")


class Notice(db.Model):
    id = db.Column(db.Integer, primary_key=True)
    issues = db.relationship("Issue", secondary=concerns, back_populates="notices")


@app.get("/issues")
def issues():
    rows = Issue.query.options(
        selectinload(Issue.notices).options(selectinload(Notice.issues).options(load_only(Issue.id)))
    ).limit(100)
    return jsonify([issue.title for issue in rows])
