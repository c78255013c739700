import importlib
import os

from flask import Flask

app = Flask(__name__)

for file in os.listdir("shop/views"):
    importlib.import_module(f"shop.views.{file[:-3]}")
