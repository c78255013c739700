#!/bin/sh
case "$1" in
  "uwsgi" )
    exec uwsgi --ini uwsgi.ini
    ;;
  gunicorn) exec gunicorn --workers 3 app:app ;;
esac
