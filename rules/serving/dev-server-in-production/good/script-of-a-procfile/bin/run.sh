#!/bin/sh
python manage.py collectstatic --noinput
gunicorn -w 2 shop.wsgi:application
