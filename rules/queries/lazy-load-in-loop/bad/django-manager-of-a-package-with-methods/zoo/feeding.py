from .models import Bird


def rota():
    return [bird.keeper.name for bird in Bird.objects.ringed()]  # expect: lazy-load-in-loop
