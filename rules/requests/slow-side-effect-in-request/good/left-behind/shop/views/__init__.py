from .orders import *
from .stock import *
