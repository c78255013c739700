from celery import Celery

tasks = Celery("app", broker="amqp://queue")
