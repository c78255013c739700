import tracemalloc

from flask import Flask

tracemalloc.start()  # expect: profiler-or-toolbar-enabled
app = Flask(__name__)
