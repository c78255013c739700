"""django-simple-history: a table of former rows beside that of a model."""
from django.db.models import Declared


class HistoricalRecords(Declared):
    pass
