import redis
from celery import Celery

tasks = Celery("app", broker="redis://queue:6379/0")
tasks.conf.broker_transport_options = {"socket_timeout": 5, "socket_connect_timeout": 5}
counters = redis.Redis(host="queue", socket_timeout=2)
sessions = redis.from_url("redis://queue/1?socket_timeout=2")
