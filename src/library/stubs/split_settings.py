"""split_settings: settings that are put together of several files."""


def include(*files, **kwargs):
    for file in files:
        __include_settings__(file)


def optional(file):
    return file
