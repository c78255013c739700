from waitress import serve

from app import app

serve(app, threads=8)
