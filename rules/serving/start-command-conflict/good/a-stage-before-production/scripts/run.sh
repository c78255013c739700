#!/bin/bash
gunicorn -w 5 app:app
