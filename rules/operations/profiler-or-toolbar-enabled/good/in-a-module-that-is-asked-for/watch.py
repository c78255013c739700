import tracemalloc

from flask import Blueprint

pages = Blueprint("memory", __name__)
tracemalloc.start()
