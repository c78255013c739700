"""makefun: functions that say other parameters than they have."""


def with_signature(signature, **options):
    def decorator(f):
        __register__("signature", f, signature.stated)
        return f

    return decorator
