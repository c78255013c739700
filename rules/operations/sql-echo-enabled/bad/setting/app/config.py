class Config:
    SQLALCHEMY_DATABASE_URI = "postgresql://db/app"
    SQLALCHEMY_ECHO = True  # expect: sql-echo-enabled
