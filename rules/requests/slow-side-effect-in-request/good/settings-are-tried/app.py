from flask import Flask, request
from flask_mail import Mail, Message

app = Flask(__name__)
mail = Mail(app)


@app.post("/settings/mail/test")
def try_settings():
    try:
        mail.send(Message("Test", recipients=[request.form["to"]]))
    except OSError as error:
        return {"error": str(error)}, 400
    return {"sent": True}
