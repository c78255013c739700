"""WTForms-SQLAlchemy: choices that are rows, loaded once for each form when they are printed or validated."""
from flask_wtf import Field


class QuerySelectField(Field):
    def __init__(self, label=None, validators=None, query_factory=None, get_pk=None, get_label=None, **kwargs):
        self.data = __input__()
        self.query = None
        self.query_factory = query_factory
        self.get_pk = get_pk
        self.get_label = get_label
        self._object_list = None

    def _get_object_list(self):
        if self._object_list is None:
            query = self.query
            if query is None:
                query = self.query_factory()
            self._object_list = [row for row in query]
        return self._object_list

    def iter_choices(self):
        choices = []
        for row in self._get_object_list():
            if self.get_label is None:
                choices.append(str(row))
            elif __is_text__(self.get_label):
                choices.append(getattr(row, self.get_label))
            else:
                choices.append(self.get_label(row))
        return choices

    @property
    def choices(self):
        return self.iter_choices()

    def __html__(self):
        self.iter_choices()
        return __scalar__()

    def __call__(self, *args, **kwargs):
        return self.__html__()

    def __iter__(self):
        return self.iter_choices()


QuerySelectMultipleField = QuerySelectField
QueryRadioField = QuerySelectField
QueryCheckboxField = QuerySelectField
