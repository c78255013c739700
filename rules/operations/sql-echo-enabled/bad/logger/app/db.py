import logging

# expect: sql-echo-enabled
logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
