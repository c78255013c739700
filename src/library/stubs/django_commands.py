"""django.core.management.base: commands, found by their folder."""


class OutputWrapper:
    def __getattr__(self, name):
        return __scalar__


class BaseCommand:
    help = ""
    requires_system_checks = []

    def __init__(self, *args, **kwargs):
        self.stdout = OutputWrapper()
        self.stderr = OutputWrapper()
        self.style = OutputWrapper()

    def add_arguments(self, parser):
        pass

    def execute(self, *args, **options):
        return self.handle(*args, **options)


class AppCommand(BaseCommand):
    def handle(self, *labels, **options):
        return self.handle_app_config(__input__(), **options)


class LabelCommand(BaseCommand):
    def handle(self, *labels, **options):
        return self.handle_label(__scalar__(), **options)


NoArgsCommand = BaseCommand


class CommandError(Exception):
    pass


class CommandParser:
    def __getattr__(self, name):
        return __scalar__
