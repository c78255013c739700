import psycopg2

from .schema import SCRIPT


def prepare(connection):
    with connection.cursor() as cursor:
        cursor.execute(SCRIPT)


def connect(address):
    connection = psycopg2.connect(address)
    prepare(connection)
    return connection
