class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://db/app"
    SQLALCHEMY_ECHO = False


class DevelopmentConfig(Config):
    SQLALCHEMY_ECHO = True


class ProductionConfig(Config):
    pass
