SQLALCHEMY_DATABASE_URI = "postgresql://shop@db/shop"
