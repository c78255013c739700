from flask_sqlalchemy import SQLAlchemy

db = SQLAlchemy()


class Site(db.Model):
    __tablename__ = "sites"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    hives = db.relationship("Hive", back_populates="site")

    @property
    def is_settled(self):
        return all([self.name, len(self.hives) > 0])  # expect: existence-by-load-or-count


class Hive(db.Model):
    __tablename__ = "hives"
    id = db.Column(db.Integer, primary_key=True)
    name = db.Column(db.String(80))
    empty = db.Column(db.Boolean)
    site_id = db.Column(db.ForeignKey("sites.id"))
    site = db.relationship("Site", back_populates="hives")
