#!/bin/sh
exec gunicorn 'app:app' --bind 0.0.0.0:4002 --workers 2
