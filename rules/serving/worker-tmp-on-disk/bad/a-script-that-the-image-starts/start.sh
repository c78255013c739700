#!/bin/sh
exec gunicorn -w 4 app:app  # expect: worker-tmp-on-disk
