#!/bin/bash
gunicorn -w 3 app:app
