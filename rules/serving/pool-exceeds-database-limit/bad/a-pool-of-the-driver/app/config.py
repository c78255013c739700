import os


class Settings:
    DATABASE_CONNECTIONS: int = int(os.getenv("DATABASE_CONNECTIONS", 8))


settings = Settings()
