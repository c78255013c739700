class Export:
    def __init__(self, aviary):
        self.aviary = aviary

    def rows(self):
        for bird in self.aviary.birds.order_by("ring"):
            yield self.row(bird)

    def row(self, bird):
        raise NotImplementedError

    def title(self):
        return self.aviary.name


class KeeperExport(Export):
    def __init__(self, aviary):
        self.aviary = aviary
        self.heading = aviary.name

    def row(self, bird):
        return bird.keeper.name  # expect: lazy-load-in-loop
