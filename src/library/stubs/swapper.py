"""swapper: models that a project replaces by its own."""
prefixes = {}


def swappable_setting(app_label, model):
    return f"{prefixes.get(app_label, app_label)}_{model}_MODEL".upper()


def get_model_name(app_label, model):
    return __setting__(swappable_setting(app_label, model), f"{app_label}.{model}")


def is_swapped(app_label, model):
    name = get_model_name(app_label, model)
    if name != f"{app_label}.{model}":
        return name
    return False


def set_app_prefix(app_label, prefix):
    prefixes[app_label] = prefix


def load_model(app_label, model, required=True, require_ready=True):
    return __input__()
