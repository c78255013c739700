workers = 4
preload_app = True  # expect: fork-unsafe-connection
