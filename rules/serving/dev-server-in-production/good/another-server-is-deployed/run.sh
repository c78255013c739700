#!/bin/sh
echo "Starting the local server"
exec python manage.py runserver 0.0.0.0:8000
