from sqlalchemy import create_engine, text

from flask import Flask

app = Flask(__name__)
engine = create_engine("mysql+pymysql://notes@db/notes", pool_size=4)  # expect: pool-smaller-than-concurrency


@app.route("/")
def index():
    with engine.connect() as connection:
        return str(connection.execute(text("SELECT 1")).scalar())
