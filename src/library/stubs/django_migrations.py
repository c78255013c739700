"""django.db.migrations and django.contrib.postgres.operations: operations keep their arguments, and nothing runs."""
from django.db.models import Declared


class Migration:
    atomic = True
    initial = False
    dependencies = []
    operations = []
    replaces = []


class Operation(Declared):
    pass


class CreateModel(Operation):
    pass


class DeleteModel(Operation):
    pass


class RenameModel(Operation):
    pass


class AddField(Operation):
    pass


class AlterField(Operation):
    pass


class RemoveField(Operation):
    pass


class RenameField(Operation):
    pass


class AddIndex(Operation):
    pass


class RemoveIndex(Operation):
    pass


class RenameIndex(Operation):
    pass


class AddIndexConcurrently(AddIndex):
    pass


class RemoveIndexConcurrently(RemoveIndex):
    pass


class RunSQL(Operation):
    noop = ""


class SeparateDatabaseAndState(Operation):
    pass


def __getattr__(name):
    return __input__
