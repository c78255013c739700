import os

for name, value in os.environ.items():
    if name.startswith("GUNICORN_"):
        locals()[name[9:].lower()] = value
