#!/bin/bash
mkdir -p /var/log/boats/web /var/log/boats/uwsgi /srv/media
chown -R www-data /var/log/boats/uwsgi
uwsgi --http :8000 --module boats.app:app --processes 12
