"""zappa: who calls what its decorator marks starts another call of Lambda, and goes on."""


def task(*args, **options):
    def decorator(f):
        __register__("job", options.get("name"), f)

        def queued(*args, **kwargs):
            return __scalar__()

        queued.sync = f
        return queued

    if __is_function__(args[0] if args else None):
        return decorator(args[0])
    return decorator


task_sns = task


def run(func, args=None, kwargs=None, **options):
    if __is_function__(func):
        __register__("job", None, func)
    return __scalar__()
