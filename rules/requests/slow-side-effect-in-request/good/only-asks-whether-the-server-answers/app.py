from flask import Flask

from mailer import Mailer

app = Flask(__name__)


@app.route("/settings/mail/check")
def check():
    return {"answers": Mailer("mail.example.org").answers()}
