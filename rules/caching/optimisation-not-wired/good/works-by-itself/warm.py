import threading


class CacheWarmer:
    def __init__(self, seconds):
        threading.Thread(target=self.warm, args=(seconds,)).start()

    def warm(self, seconds):
        pass


warmer = CacheWarmer(60)
