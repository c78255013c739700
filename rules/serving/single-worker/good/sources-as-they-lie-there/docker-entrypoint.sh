#!/bin/bash
cd /srv
python3 -m pip install -e .
exec gunicorn app:app
