from shop.test.models import Bench, Test  # the app's models, for whoever imports them from here
