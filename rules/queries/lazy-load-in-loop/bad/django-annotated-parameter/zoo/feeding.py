from .models import Aviary


def rota(where: Aviary):
    return [bird.keeper.name for bird in where.birds.order_by("ring")]  # expect: lazy-load-in-loop
