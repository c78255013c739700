import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "test_project.settings")
