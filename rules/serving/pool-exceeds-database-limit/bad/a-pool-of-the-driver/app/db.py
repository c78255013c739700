from databases import Database

from app.config import settings

# expect: pool-exceeds-database-limit
database = Database("postgresql://db/app", min_size=2, max_size=settings.DATABASE_CONNECTIONS)
