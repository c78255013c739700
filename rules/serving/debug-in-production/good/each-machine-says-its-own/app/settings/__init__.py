from app.settings.defaults import *
from app.settings.machine import *
