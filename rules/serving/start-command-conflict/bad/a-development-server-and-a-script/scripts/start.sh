#!/bin/sh
exec gunicorn -k gthread --threads 4 app:app  # expect: start-command-conflict
