from app.settings.defaults import *
from app.settings.names import *
