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


class AddConstraint(Operation):
    pass


class AddConstraintNotValid(AddConstraint):
    pass


class RemoveConstraint(Operation):
    pass


class AlterUniqueTogether(Operation):
    pass


class AlterIndexTogether(Operation):
    pass


class StateLess(Operation):
    """What changes no column and no index."""


class AlterModelOptions(StateLess):
    pass


class AlterModelManagers(StateLess):
    pass


class AlterModelTable(StateLess):
    pass


class AlterModelTableComment(StateLess):
    pass


class AlterOrderWithRespectTo(StateLess):
    pass


class ValidateConstraint(StateLess):
    pass


class RunPython(StateLess):
    noop = None


class CreateExtension(StateLess):
    pass


class TrigramExtension(CreateExtension):
    pass


class UnaccentExtension(CreateExtension):
    pass


class CITextExtension(CreateExtension):
    pass


class BtreeGinExtension(CreateExtension):
    pass


class BtreeGistExtension(CreateExtension):
    pass


class CryptoExtension(CreateExtension):
    pass


class HStoreExtension(CreateExtension):
    pass


class RunSQL(Operation):
    noop = ""


class SeparateDatabaseAndState(Operation):
    pass


def __getattr__(name):
    return __input__
