#!/bin/sh
exec uwsgi --http 0.0.0.0:5000 --master --module boats.app:app --processes 4
